// Servers whose accounts can be put back to an earlier moment while they run: a restored backup, without the wait.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { MemoryServer } from "./memory-server.js";
import { type Carry, site } from "./server.js";

export interface Restorable {
  /** A new browser's way to it. */
  carry(): string | Carry;
  /** Ends it as a power cut does, and starts it again. */
  restart(): Promise<void>;
  keep(account: string): Promise<void>;
  restore(account: string): Promise<void>;
  close(): Promise<void>;
}

function helper(instance: string): ChildProcessWithoutNullStreams {
  return spawn(resolve("..", ".venv", "bin", "python"), ["-m", "tests.soak.rollback", join(instance, "holdfast.db")], { cwd: resolve("..") });
}

export async function realServer(): Promise<Restorable> {
  const running = await site();
  const process = helper(running.instance);
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  const say = async (line: string): Promise<void> => {
    process.stdin.write(`${line}\n`);
    const said = await answers.next();
    if (said.value !== "ok") throw new Error(`rollback: ${line}`);
  };
  return {
    carry: () => running.origin,
    restart: () => running.restart(),
    keep: (account) => say(`keep ${account}`),
    restore: (account) => say(`restore ${account}`),
    async close() {
      process.stdin.end();
      await running.close();
    },
  };
}

export function toMemory(server: MemoryServer): Carry {
  let session: string | null = null;
  return async (path, init) => {
    const sent = init?.body;
    const body = typeof sent === "string" ? new TextEncoder().encode(sent) : sent instanceof Uint8Array ? new Uint8Array(sent) : new Uint8Array();
    const answer = await server.answer({ method: init?.method ?? "GET", path, body, session });
    session = answer.session ?? session;
    const { status } = answer;
    if (status === 204) return new Response(null, { status });
    if (answer.body instanceof Uint8Array) return new Response(answer.body, { status });
    return new Response(JSON.stringify(answer.body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" } });
  };
}

export function memoryServer(): Restorable {
  const server = new MemoryServer();
  const kept = new Map<string, () => void>();
  return {
    carry: () => toMemory(server),
    // All it knows is on its disk.
    restart: () => Promise.resolve(),
    keep: (account) => {
      kept.set(account, server.keep(account));
      return Promise.resolve();
    },
    restore: (account) => {
      kept.get(account)?.();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
