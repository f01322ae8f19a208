// The service worker posts what a closed app left in the outbox: the same bytes, without a key, and never to another history.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setNote } from "../domain/build.js";
import { openDatabase } from "../store/schema.js";
import { sendSealed } from "../sw/outbox.js";
import { type Driven, driven, PASSPHRASE, restart, startApp } from "./testing/fleet.js";
import { must } from "./testing/phone.js";
import { memoryServer, type Restorable } from "./testing/restorable.js";

async function closedWithWords(t: TestContext, server: Restorable): Promise<{ readonly dana: Driven; readonly id: string; readonly account: string; readonly wake: () => Promise<void> }> {
  const dana = driven(server.carry());
  t.after(() => dana.phone.kill());
  dana.vault = await startApp(dana);
  const id = must(await dana.vault.createCase("case", null));
  must(await dana.vault.signUp("woken", PASSPHRASE));
  await dana.vault.syncNow();
  const account = ((await (await dana.phone.database()).get("meta", "account")) as { readonly id: string }).id;
  await server.keep(account);
  dana.way.cut = () => "before";
  must(await dana.vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text: "written offline" })));
  must(await dana.vault.createCase("another", null));
  await dana.vault.syncNow();
  dana.phone.kill();
  dana.way.cut = null;
  return { dana, id, account, wake: () => sendSealed(dana.way.door, () => openDatabase(dana.phone.name)) };
}

const posts = ({ way }: Driven): readonly string[] => way.requests.filter((request) => request.startsWith("POST /v1/cases/") && request.endsWith("/ops"));

test("what waited is on the server before the app is opened again, once", async (t) => {
  const server = memoryServer();
  const { dana, id, account, wake } = await closedWithWords(t, server);
  const before = posts(dana).length;
  await wake();
  assert.deepEqual(posts(dana).slice(before), [`POST /v1/cases/${account}/ops`, `POST /v1/cases/${id}/ops`]);
  await wake();
  assert.equal(posts(dana).length, before + 2);
  const other = driven(server.carry());
  t.after(() => other.phone.kill());
  other.vault = await startApp(other);
  must(await other.vault.signIn("woken", PASSPHRASE));
  await other.vault.switchCase(id);
  assert.deepEqual([...other.vault.current.value!.notes.values()].map(({ text }) => text), ["written offline"]);
  await restart(dana);
  await dana.vault.syncNow();
  const { onlyHere, quarantined, problem } = dana.vault.sync.value;
  assert.deepEqual({ onlyHere, quarantined, problem }, { onlyHere: 0, quarantined: 0, problem: null });
});

test("nothing is posted to a server that stands elsewhere, nor after a refusal", async (t) => {
  const server = memoryServer();
  const { dana, id, account, wake } = await closedWithWords(t, server);
  const before = posts(dana).length;
  dana.way.refuse = (request) => (request === `POST /v1/cases/${account}/ops` ? { status: 409, code: "counter" } : null);
  await wake();
  assert.deepEqual(posts(dana).slice(before), [`POST /v1/cases/${account}/ops`]);
  dana.way.refuse = null;
  dana.way.alter = (request, body) => {
    if (!request.startsWith("GET /v1/feed")) return body;
    const feed = JSON.parse(new TextDecoder().decode(body)) as { cases: object[] };
    return new TextEncoder().encode(JSON.stringify({ ...feed, cases: feed.cases.map((one) => ({ ...one, seq: 7 })) }));
  };
  await wake();
  assert.equal(posts(dana).length, before + 1);
  dana.way.alter = null;
  await wake();
  assert.equal(posts(dana).at(-1), `POST /v1/cases/${id}/ops`);
});
