// The one Trusted Types policy: it admits the three scripts that this app starts, by exact address.

const SERVICE_WORKER_URL = "/sw.js";
const ADMITTED: ReadonlySet<string> = new Set([SERVICE_WORKER_URL, BUILT_WORKER_URL, BUILT_COPY_WORKER_URL]);

/** Throws for any other address. */
export function admitScriptUrl(url: string): string {
  if (!ADMITTED.has(url)) throw new TypeError("Trusted Types: script address refused");
  return url;
}

let policy: Pick<TrustedTypePolicy, "createScriptURL"> | undefined;

/** A second createPolicy under one name throws, so it is made once; where there are no Trusted Types, the same check. */
function scriptUrl(url: string): string {
  const factory = window.trustedTypes;
  if (factory === undefined) return admitScriptUrl(url);
  // eslint-disable-next-line no-restricted-syntax -- the one policy
  policy ??= factory.createPolicy("holdfast", { createScriptURL: admitScriptUrl });
  // A TrustedScriptURL, which lib.dom still types as a string where it is taken.
  return policy.createScriptURL(url) as unknown as string;
}

export function startCryptoWorker(): Worker {
  return new Worker(scriptUrl(BUILT_WORKER_URL), { name: "crypto", type: "module" });
}

export function startCopyWorker(): Worker {
  return new Worker(scriptUrl(BUILT_COPY_WORKER_URL), { name: "copies", type: "module" });
}

/** Never from the HTTP cache: an update must be seen at the next check. */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(scriptUrl(SERVICE_WORKER_URL), { scope: "/", updateViaCache: "none" });
}
