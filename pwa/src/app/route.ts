// The hash as a route, with the document's scroll kept for each place in the history.
import { signal } from "@preact/signals";

export interface Route {
  readonly hash: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Which arrival this is: the same address may be opened twice in a row. */
  readonly visit: number;
}

const HOME = "#/today";

export function parseRoute(hash: string, visit = 0): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter((part) => part !== "");
  return { hash, path: parts.length === 0 ? ["today"] : parts, query: new URLSearchParams(query), visit };
}

export const route = signal<Route>(parseRoute(HOME));

// Peeks: whoever changes the route inside an effect must not come to depend on it.
function show(hash: string): void {
  route.value = parseRoute(hash, route.peek().visit + 1);
}

export function go(hash: `#/${string}`): void {
  location.hash = hash;
}

/** Same as go, but leaves no way back to a form that was already sent. */
export function replaceRoute(hash: `#/${string}`): void {
  history.replaceState(history.state, "", hash);
  show(hash);
}

function place(): number | null {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "place" in state && typeof state.place === "number" ? state.place : null;
}

const scrolls = new Map<number, number>();
let current = 0;

function arrive(): void {
  scrolls.set(current, window.scrollY);
  const returning = place();
  current = returning ?? Math.max(...scrolls.keys()) + 1;
  if (returning === null) history.replaceState({ place: current }, "");
  show(location.hash);
  restoreScroll();
}

/** Called again once a screen that was loaded later is on the page. */
export function restoreScroll(): void {
  const y = scrolls.get(current) ?? 0;
  requestAnimationFrame(() => {
    window.scrollTo(0, y);
  });
}

export function startRouting(): void {
  history.scrollRestoration = "manual";
  current = place() ?? 0;
  history.replaceState({ place: current }, "");
  show(location.hash);
  addEventListener("hashchange", arrive);
}
