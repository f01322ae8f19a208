// Another device runs a later Holdfast: this one stops and says so, quarantines nothing, and goes on once it is updated.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { opHash, parseOp } from "../crypto/op.js";
import { hex } from "../crypto/bytes.js";
import { setNote } from "../domain/build.js";
import { rowsAfter } from "../store/logs.js";
import type { Vault } from "./port.js";
import { must, phone, type Phone } from "./testing/phone.js";
import { browser, type Browser, type Site, site } from "./testing/server.js";

const PASSPHRASE = "correct horse battery";
let server: Site;
before(async () => {
  server = await site();
});
after(() => server.close());

interface Pair {
  readonly id: string;
  readonly dana: Vault;
  readonly noor: Vault;
  readonly phone: Phone;
  readonly way: Browser;
}

async function pair(t: TestContext, login: string): Promise<Pair> {
  const phones = [phone(), phone()] as const;
  t.after(() => phones.forEach((one) => one.kill()));
  const dana = await phones[0].start({ door: browser(server.origin).door });
  const id = must(await dana.createCase("case", null));
  must(await dana.signUp(login, PASSPHRASE));
  await note(dana, id, "first");
  const way = browser(server.origin);
  const noor = await phones[1].start({ door: way.door, build: "old" });
  must(await noor.signIn(login, PASSPHRASE));
  await noor.syncNow();
  await noor.switchCase(id);
  assert.deepEqual(texts(noor), ["first"]);
  return { id, dana, noor, phone: phones[1], way };
}

async function note(vault: Vault, id: string, text: string): Promise<void> {
  must(await vault.save(id, (stamp) => setNote(stamp, stamp.newId(), { text })));
  await vault.syncNow();
}

async function updated({ phone: mine, way }: Pair): Promise<Vault> {
  mine.kill();
  const again = await mine.start({ door: way.door, build: "new" });
  must(await again.unlock(PASSPHRASE));
  await again.syncNow();
  return again;
}

const texts = (vault: Vault): readonly string[] => [...vault.current.value!.notes.values()].map(({ text }) => text).sort();

for (const [what, offset] of [["version", 1], ["epoch", 27]] as const) {
  test(`an op of a later ${what} stops its log; an update takes it in`, async (t) => {
    const two = await pair(t, `later-${what}`);
    const { id, dana, noor, way } = two;
    way.alter = (request, body) => {
      if (request.startsWith(`GET /v1/cases/${id}/ops`) && body.length > 300) body[12 + offset] = (body[12 + offset] ?? 0) + 1;
      return body;
    };
    await note(dana, id, "second");
    await noor.syncNow();
    const { problem, quarantined } = noor.sync.value;
    assert.deepEqual({ problem, quarantined }, { problem: "update_needed", quarantined: 0 });
    assert.deepEqual(texts(noor), ["first"]);
    way.alter = null;
    const again = await updated(two);
    assert.deepEqual(texts(again), ["first", "second"]);
    assert.equal(again.sync.value.problem, null);
  });
}

test("an identity entry of a later kind is no alarm", async (t) => {
  const { id, dana, noor, way } = await pair(t, "later-identity");
  const third = phone();
  t.after(() => third.kill());
  const lina = await third.start({ door: browser(server.origin).door });
  must(await lina.signIn("later-identity", PASSPHRASE));
  way.alter = (request, body) => {
    if (request !== "GET /v1/identity") return body;
    const { entries } = JSON.parse(new TextDecoder().decode(body)) as { entries: string[] };
    const later = fromBase64url(entries.at(-1)!);
    later[5] = 9;
    return new TextEncoder().encode(JSON.stringify({ entries: [...entries, toBase64url(later)] }));
  };
  await note(lina, id, "of the third");
  await note(dana, id, "of the first");
  await noor.syncNow();
  const { problem, quarantined } = noor.sync.value;
  assert.deepEqual({ problem, quarantined }, { problem: "update_needed", quarantined: 0 });
  way.alter = null;
  await noor.syncNow();
  assert.equal(noor.sync.value.problem, null);
  assert.deepEqual(texts(noor), ["first", "of the first", "of the third"]);
});

test("what an older build had quarantined is judged again, and what followed it", async (t) => {
  const two = await pair(t, "judged-again");
  const { id, dana, noor, phone: mine } = two;
  await note(dana, id, "second");
  await note(dana, id, "third");
  await noor.syncNow();
  assert.deepEqual(texts(noor), ["first", "second", "third"]);
  const database = await mine.database();
  const [first, ...refused] = (await rowsAfter(database, id, 0)).ops;
  const head = (await database.get("heads", id))!;
  const op = new Uint8Array(first!.op);
  const { deviceId, ctr } = parseOp(op);
  await database.put("heads", { ...head, last: { ...head.last, [hex(deviceId)]: { ctr, hash: (await opHash(op)).buffer } } });
  for (const [i, row] of refused.entries()) await database.put("ops", { ...row, quarantined: i === 0 ? "format" : "order" });
  const again = await updated(two);
  assert.equal(again.sync.value.quarantined, 0);
  assert.deepEqual(texts(again), ["first", "second", "third"]);
  await note(dana, id, "fourth");
  await again.syncNow();
  assert.deepEqual(texts(again), ["first", "fourth", "second", "third"]);
});
