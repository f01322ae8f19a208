// The offline shell: what is kept, for how long, and which requests it answers.

const PREFIX = "holdfast-";
const SHELL = "/";
/** Drawn by the same script, which looks where it is. */
const SHELL_TOO = "/verify";
/** Every file under here is named by its content. */
const HASHED = "/static/app/";
const CURRENT = PREFIX + BUILT_PRECACHE.version;

/** The shell must name this version's script: during a deployment the server may still send the one before. */
async function fetchShell(): Promise<Response> {
  const response = await fetch(SHELL, { cache: "reload", credentials: "omit" });
  if (!response.ok) throw new Error(`shell: ${String(response.status)}`);
  const named = await response.clone().text();
  if (!named.includes(BUILT_PRECACHE.page)) throw new Error("shell: another version");
  return response;
}

/** The browser itself checks the bytes against the hash, so a half-deployed server cannot mix versions. */
async function fetchAsset(url: string, integrity: string): Promise<Response> {
  const kept = await caches.match(url);
  if (kept !== undefined) return kept;
  const response = await fetch(url, { integrity, credentials: "omit" });
  if (!response.ok) throw new Error(`asset: ${String(response.status)}`);
  return response;
}

/** All or nothing: a failure leaves the version before in charge. */
export async function precache(): Promise<void> {
  const cache = await caches.open(CURRENT);
  await Promise.all([
    fetchShell().then((response) => cache.put(SHELL, response)),
    ...BUILT_PRECACHE.assets.map(async ([url, integrity]) => {
      await cache.put(url, await fetchAsset(url, integrity));
    }),
  ]);
}

/** Open pages of the version before may still load their screens: its files stay until no page is open. */
export async function activate(clients: Clients): Promise<void> {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  const dropped = open.length === 0 ? old : old.slice(0, -1);
  await Promise.all(dropped.map((name) => caches.delete(name)));
  await clients.claim();
}

async function fromCache(key: string, request: Request): Promise<Response> {
  const current = await (await caches.open(CURRENT)).match(key);
  return current ?? (await caches.match(key)) ?? fetch(request);
}

/** Null: not ours, the network answers untouched. Nothing under /v1 is ever kept. */
export function answer(request: Request, origin: string): Promise<Response> | null {
  if (request.method !== "GET") return null;
  const { origin: asked, pathname } = new URL(request.url);
  if (asked !== origin) return null;
  if (request.mode === "navigate") return pathname === SHELL || pathname === SHELL_TOO ? fromCache(SHELL, request) : null;
  return pathname.startsWith(HASHED) ? fromCache(pathname, request) : null;
}
