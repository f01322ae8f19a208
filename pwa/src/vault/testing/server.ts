// The real server for tests: its own instance folder, a free port, cookies kept as a browser would.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Door, openDoor } from "../../api/door.js";

export interface Site {
  readonly origin: string;
  /** Its folder. */
  readonly instance: string;
  /** Ends it as a power cut does, and starts it again; `between` runs while it is down. */
  restart(between?: () => void): Promise<void>;
  /** Stops it and deletes its folder. */
  close(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

type Settings = Readonly<Record<string, string>>;

async function serve(origin: string, settings: Settings): Promise<ChildProcess> {
  const env = { ...process.env, AUTH_LIMIT_PER_ADDRESS: "1000/minute", AUTH_LIMIT_PER_NAME: "1000/minute", ...settings };
  const server = spawn(resolve("..", ".venv", "bin", "holdfast"), ["serve"], { env, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  for (let tries = 0; !(await answers(origin)); tries += 1) {
    if (tries > 150 || server.exitCode !== null) throw new Error(`the server did not start: ${said}`);
    await sleep(100);
  }
  return server;
}

async function stop(server: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const gone = new Promise((exit) => server.once("exit", exit));
  if (signal === "SIGTERM") server.kill(signal);
  else process.kill(-(server.pid ?? 0), signal);
  await Promise.race([gone, sleep(5_000, undefined, { ref: false })]);
  if (server.exitCode === null && server.signalCode === null) process.kill(-(server.pid ?? 0), "SIGKILL");
}

export async function site(settings: Settings = {}): Promise<Site> {
  const instance = mkdtempSync(join(tmpdir(), "holdfast-pwa-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const all = { INSTANCE: instance, PORT: String(port), ...settings };
  let server = await serve(origin, all);
  return {
    origin,
    instance,
    async restart(between = () => undefined) {
      await stop(server, "SIGKILL");
      between();
      server = await serve(origin, all);
    },
    async close() {
      await stop(server, "SIGTERM");
      rmSync(instance, { recursive: true, force: true });
    },
  };
}

/** A copy of a site's folder, to be restored later. */
export function backup({ instance }: Site): { restore(): void } {
  const kept = `${instance}-backup`;
  cpSync(instance, kept, { recursive: true });
  return {
    restore() {
      rmSync(instance, { recursive: true, force: true });
      cpSync(kept, instance, { recursive: true });
      rmSync(kept, { recursive: true, force: true });
    },
  };
}

export interface Browser {
  readonly door: Door;
  /** "PUT /v1/…" for every request that was let out. */
  readonly requests: string[];
  /** Cuts the network: before a request leaves, or after the server has answered it. */
  cut: ((request: string) => "before" | "after" | null) | null;
  /** A server that will not: its code instead of an answer. */
  refuse: ((request: string) => { readonly status: number; readonly code: string } | null) | null;
  /** A server that lies: other bytes in its answer. */
  alter: ((request: string, body: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>) | null;
}

/** Carries one request to a server, with a browser's cookies. */
export type Carry = (path: string, init: RequestInit | undefined) => Promise<Response>;

function overHttp(origin: string): Carry {
  const cookies = new Map<string, string>();
  return async (path, init) => {
    const headers = new Headers(init?.headers);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    headers.set("Referer", `${origin}/`);
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return response;
  };
}

/** One browser's way to the server. */
export function browser(to: string | Carry): Browser {
  const carry = typeof to === "string" ? overHttp(to) : to;
  const requests: string[] = [];
  const made: { door?: Door; readonly requests: string[]; cut: Browser["cut"]; refuse: Browser["refuse"]; alter: Browser["alter"] } = { requests, cut: null, refuse: null, alter: null };
  const fetcher: typeof fetch = async (input, init) => {
    if (typeof input !== "string") throw new TypeError("the door asks for paths");
    const request = `${init?.method ?? "GET"} ${input}`;
    const cut = made.cut?.(request) ?? null;
    if (cut === "before") throw new TypeError("offline");
    requests.push(request);
    const refused = made.refuse?.(request) ?? null;
    if (refused !== null) return new Response(JSON.stringify({ code: refused.code }), { status: refused.status, headers: { "Content-Type": "application/problem+json" } });
    const response = await carry(input, init);
    if (cut === "after") throw new TypeError("offline");
    if (made.alter === null || !response.ok || response.status === 204) return response;
    const body = await made.alter(request, new Uint8Array(await response.arrayBuffer()));
    return new Response(body, { status: response.status, headers: { "Content-Type": response.headers.get("content-type") ?? "" } });
  };
  made.door = openDoor(fetcher);
  return made as Browser;
}
