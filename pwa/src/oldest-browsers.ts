// The oldest supported browsers, and the check that a browser has what they have.

/** Below these, the page keeps the help numbers and guides that the server sent, and opens no vault. */
export { default as OLDEST_BROWSERS } from "../oldest-browsers.json";

/** What those versions have and older ones lack, found without calling anything that an old browser would throw on. */
export function missingFeatures(scope: typeof globalThis): readonly string[] {
  const has: Readonly<Record<string, () => boolean>> = {
    "secure context": () => scope.isSecureContext,
    WebCrypto: () => "crypto" in scope && typeof scope.crypto.subtle === "object",
    IndexedDB: () => "indexedDB" in scope,
    "Web Locks": () => "locks" in scope.navigator,
    ES2023: () => "toSorted" in Array.prototype,
  };
  return Object.keys(has).filter((feature) => !(has[feature]?.() ?? false));
}
