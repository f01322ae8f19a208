// The only fetch: same origin, CSRF token, time limits, problem+json as coded failures.
import type { Hello, Problem } from "./wire.gen.js";

export type ApiFailure =
  | { readonly type: "offline" }
  | {
      readonly type: "refused";
      readonly status: number;
      readonly code: string;
      readonly problem: Partial<Problem>;
      /** From Retry-After, when the server said. */
      readonly retryAfterMs: number | null;
    };

export type ApiResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ApiFailure };

export type Method = "GET" | "POST" | "PUT" | "DELETE";
export type Bytes = Uint8Array<ArrayBuffer>;

export interface Door {
  hello(): Promise<ApiResult<Hello>>;
  /** JSON out and in. */
  json<T>(method: Method, path: string, body?: object): Promise<ApiResult<T>>;
  /** A post that needs no CSRF token: on its way before this returns, and it goes on when the page is closed. */
  parting(path: string, body: object): Promise<ApiResult<unknown>>;
  /** Octets out, JSON in. */
  send<T>(method: Method, path: string, body: Bytes, signal?: AbortSignal): Promise<ApiResult<T>>;
  /** A text that is JSON already out, as it is, or octets of a type; octets in, after minutes if need be. */
  exchange(path: string, body: string | Bytes, signal?: AbortSignal, type?: string): Promise<ApiResult<Bytes>>;
  /** Octets in. Called off, either answers as if offline. */
  octets(path: string, signal?: AbortSignal): Promise<ApiResult<Bytes>>;
}

const JSON_LIMIT_MS = 30_000;
const OCTETS_LIMIT_MS = 180_000;

interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body?: string | Bytes;
  readonly signal?: AbortSignal | undefined;
  readonly limitMs?: number;
  readonly keepalive?: true;
  /** Of the body, where it is not plain from what it is. */
  readonly type?: string | undefined;
}

async function refusal(response: Response): Promise<ApiFailure> {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const problem = isProblem ? ((await response.json()) as Partial<Problem>) : {};
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return { type: "refused", status: response.status, code: problem.code ?? `http_${String(response.status)}`, problem, retryAfterMs };
}

/** Fetch that answers "offline" where it would throw for want of a network or of time. */
async function attempt<T>(fetcher: typeof fetch, call: Call, csrf: string | null, read: (response: Response) => Promise<T>): Promise<ApiResult<T>> {
  const headers: Record<string, string> = csrf === null ? {} : { "X-CSRFToken": csrf };
  const { method, path, body, keepalive = false } = call;
  if (body !== undefined) headers["Content-Type"] = call.type ?? (typeof body === "string" ? "application/json" : "application/octet-stream");
  const limit = AbortSignal.timeout(call.limitMs ?? (typeof body === "string" ? JSON_LIMIT_MS : OCTETS_LIMIT_MS));
  const signal = call.signal === undefined ? limit : AbortSignal.any([limit, call.signal]);
  try {
    const response = await fetcher(path, { method, headers, signal, keepalive, cache: "no-store", credentials: "same-origin", redirect: "error", ...(body === undefined ? {} : { body }) });
    if (!response.ok) return { ok: false, failure: await refusal(response) };
    return { ok: true, value: await read(response) };
  } catch (error) {
    // TypeError: no network. TimeoutError, AbortError, NetworkError: DOMExceptions. SyntaxError: a captive portal's page.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return { ok: false, failure: { type: "offline" } };
    throw error;
  }
}

async function readJson(response: Response): Promise<unknown> {
  return response.status === 204 ? {} : await response.json();
}

async function readOctets(response: Response): Promise<Bytes> {
  return new Uint8Array(await response.arrayBuffer());
}

export const browserFetch: typeof fetch = (...request) => fetch(...request);

export function openDoor(fetcher: typeof fetch): Door {
  let csrf: string | null = null;
  const hello = async (): Promise<ApiResult<Hello>> => {
    const said = (await attempt(fetcher, { method: "GET", path: "/v1/hello" }, null, readJson)) as ApiResult<Hello>;
    if (said.ok) csrf = said.value.csrf;
    return said;
  };
  const change = async <T>(call: Call, read: (response: Response) => Promise<unknown> = readJson): Promise<ApiResult<T>> => {
    if (csrf === null) {
      const said = await hello();
      if (!said.ok) return said;
    }
    const first = await attempt(fetcher, call, csrf, read);
    if (first.ok || first.failure.type === "offline" || first.failure.code !== "csrf") return first as ApiResult<T>;
    const said = await hello();
    return said.ok ? ((await attempt(fetcher, call, csrf, read)) as ApiResult<T>) : said;
  };
  return {
    hello,
    json: async <T>(method: Method, path: string, body?: object) =>
      method === "GET" ? ((await attempt(fetcher, { method, path }, null, readJson)) as ApiResult<T>) : await change<T>({ method, path, body: JSON.stringify(body ?? {}) }),
    parting: (path, body) => attempt(fetcher, { method: "POST", path, body: JSON.stringify(body), keepalive: true }, null, readJson),
    send: (method, path, body, signal) => change({ method, path, body, signal }),
    exchange: (path, body, signal, type) => change({ method: "POST", path, body, signal, type, limitMs: OCTETS_LIMIT_MS }, readOctets),
    octets: (path, signal) => attempt(fetcher, { method: "GET", path, signal }, null, readOctets),
  };
}
