// The door: one retry for a stale CSRF token, coded refusals, and "offline" for every way a network can fail.
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { test, type TestContext } from "node:test";
import { type Door, openDoor } from "./door.js";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(t: TestContext, handler: Handler): Promise<{ readonly door: Door; readonly stop: () => Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const stop = (): Promise<void> => new Promise((closed) => server.close(() => closed()));
  t.after(stop);
  return { door: openDoor((path, init) => fetch(new URL(path as string, origin), { ...init, keepalive: false })), stop };
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": status >= 400 ? "application/problem+json" : "application/json", Connection: "close", ...headers });
  response.end(JSON.stringify(body));
}

test("a stale token is asked for again, once", async (t) => {
  let hellos = 0;
  const seen: (string | undefined)[] = [];
  const { door } = await serve(t, (request, response) => {
    if (request.url === "/v1/hello") json(response, 200, { csrf: `token-${(hellos += 1)}` });
    else {
      seen.push(request.headers["x-csrftoken"] as string | undefined);
      if (hellos < 2) json(response, 400, { code: "csrf" });
      else json(response, 201, { n: 1 });
    }
  });
  assert.deepEqual(await door.json("POST", "/v1/x", {}), { ok: true, value: { n: 1 } });
  assert.deepEqual(seen, ["token-1", "token-2"]);
  hellos = 0;
  const refused = await door.json("POST", "/v1/x", {});
  assert.equal(refused.ok, false);
  assert.equal(hellos, 1);
});

test("refusals carry the server's code and its patience", async (t) => {
  const { door } = await serve(t, (_request, response) => json(response, 429, { code: "rate_limited" }, { "Retry-After": "7" }));
  assert.deepEqual(await door.json("GET", "/v1/x"), { ok: false, failure: { type: "refused", status: 429, code: "rate_limited", problem: { code: "rate_limited" }, retryAfterMs: 7_000 } });
});

test("no server, a redirect, or a page that is not JSON: offline", async (t) => {
  const { door, stop } = await serve(t, (request, response) => {
    if (request.url === "/redirect") response.writeHead(302, { Location: "/", Connection: "close" }).end();
    else response.writeHead(200, { Connection: "close" }).end("<html>please pay for the wifi</html>");
  });
  for (const path of ["/portal", "/redirect"]) assert.deepEqual(await door.json("GET", path), { ok: false, failure: { type: "offline" } });
  await stop();
  assert.deepEqual(await door.json("GET", "/gone"), { ok: false, failure: { type: "offline" } });
});
