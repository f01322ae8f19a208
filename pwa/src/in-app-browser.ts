// Browsers inside other apps: what is saved there goes with the app, and the app may look in.

const OTHER_APPS = /Instagram|FBA[NV]\/|FB_IAB|Snapchat|musical_ly|BytedanceWebview|TikTok|trill_|; wv\)/;

export function isInsideAnotherApp(userAgent: string): boolean {
  return OTHER_APPS.test(userAgent);
}

/** Android's own way out of such a browser; iPhone has none that a page may use. */
export function wayOut(userAgent: string, { host, protocol }: Pick<Location, "host" | "protocol">): string | null {
  if (!/Android/.test(userAgent) || protocol !== "https:") return null;
  return `intent://${host}/#Intent;scheme=https;action=android.intent.action.VIEW;end`;
}
