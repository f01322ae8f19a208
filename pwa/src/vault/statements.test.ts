// Sealing: what was read is what is sealed, with its line in the chain, once, and whole or not at all when the phone dies.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { sha256 } from "../crypto/hash.js";
import { event, setPassage, setStatement } from "../domain/build.js";
import { checkChain, readLine } from "../domain/custody.js";
import { type Statement, type StatementTexts, textsOf } from "../domain/statement.js";
import type { Vault } from "./port.js";
import { must, type Phone, phone } from "./testing/phone.js";

const WORDS = "He wrote at nine.\nI saw it on her phone.";

async function drafted(t: TestContext): Promise<{ device: Phone; vault: Vault; caseId: string; id: string }> {
  const device = phone();
  t.after(() => device.kill());
  const vault = await device.start();
  const caseId = must(await vault.createCase("Noor", "child"));
  const exhibit = must(await vault.describe(caseId, { what: "A message" }));
  let id = "";
  must(
    await vault.save(caseId, (stamp) => [
      ...setStatement(stamp, (id = stamp.newId()), { voice: "adult", form: "adult", state: "draft" }),
      ...setPassage(stamp, stamp.newId(), { of: id, text: WORDS, how: "saw", exhibits: [exhibit.id], place: "i" }),
    ]),
  );
  return { device, vault, caseId, id };
}

const shown = (vault: Vault, id: string): Statement => vault.current.value!.statements.get(id)!;
const textNow = (vault: Vault, id: string): StatementTexts => textsOf(shown(vault, id), (one) => vault.current.value!.exhibits.get(one)?.label);

async function sealedLines(vault: Vault): Promise<readonly (string | undefined)[]> {
  const chains = [...vault.current.value!.custody.values()];
  for (const { lines } of chains) assert.equal((await checkChain(lines, sha256)).ok, true);
  return chains.flatMap(({ lines }) => lines.map((line) => readLine(line)!).filter(({ event: what }) => what === "sealed").map((line) => `${line.item} ${line.sha256 ?? ""}`));
}

test("a draft of any number of passages is one thing to back up", async (t) => {
  const { vault, caseId, id } = await drafted(t);
  must(await vault.save(caseId, (stamp) => [1, 2, 3].flatMap((n) => setPassage(stamp, stamp.newId(), { of: id, text: String(n), place: String(n) }))));
  await vault.syncNow();
  // The exhibit, and the statement.
  assert.equal(vault.sync.value.onlyHere, 2);
});

test("what was read is sealed with its fingerprint, its exhibit and its line, and the next start finds it so", async (t) => {
  const { device, vault, caseId, id } = await drafted(t);
  must(await vault.save(caseId, (stamp) => setPassage(stamp, stamp.newId(), { of: id, text: "Mine alone.", private: true, place: "r" })));
  const texts = textNow(vault, id);
  const { text } = texts;
  must(await vault.sealStatement(caseId, id, texts));
  must(await vault.sealStatement(caseId, id, texts));
  device.kill();
  const again = await device.start();
  const { sealed } = shown(again, id);
  assert.equal(sealed?.body.text, text);
  assert.match(text, /^passage saw A-001$/m);
  assert.doesNotMatch(text, /Mine alone/);
  assert.equal(sealed.body.private?.text, texts.private);
  assert.match(texts.private ?? "", /^> Mine alone\.$/m);
  const hex = Buffer.from(await sha256(new TextEncoder().encode(text))).toString("hex");
  assert.equal(Buffer.from(sealed.body.sha256).toString("hex"), hex);
  assert.deepEqual(await sealedLines(again), [`${id} ${hex}`]);
  assert.equal(await again.statementIntact(caseId, id), true);
});

test("a draft that is no longer what was read is not sealed; nor is a blank or unknown one", async (t) => {
  const { vault, caseId, id } = await drafted(t);
  const text = textNow(vault, id);
  const [part] = shown(vault, id).parts;
  must(await vault.save(caseId, (stamp) => setPassage(stamp, part!.id, { text: `${WORDS} And more.` })));
  assert.deepEqual(await vault.sealStatement(caseId, id, text), { ok: false, type: "changed" });
  must(await vault.save(caseId, (stamp) => setPassage(stamp, part!.id, { removed: true })));
  assert.deepEqual(await vault.sealStatement(caseId, id, textNow(vault, id)), { ok: false, type: "blank" });
  assert.deepEqual(await vault.sealStatement(caseId, "ff".repeat(16), text), { ok: false, type: "blank" });
  assert.equal(shown(vault, id).sealed, null);
  assert.deepEqual(await sealedLines(vault), []);
});

test("a sealed text that does not have its fingerprint is named", async (t) => {
  const { vault, caseId } = await drafted(t);
  let id = "";
  must(await vault.save(caseId, (stamp) => [event(stamp, "statement", { voice: "adult", text: "other words", sha256: new Uint8Array(32) }, (id = stamp.newId()))]));
  assert.equal(await vault.statementIntact(caseId, id), false);
});

test("private words that do not have their fingerprint are named as well", async (t) => {
  const { vault, caseId } = await drafted(t);
  let id = "";
  const body = { voice: "adult", text: "words", sha256: await sha256(new TextEncoder().encode("words")) };
  must(await vault.save(caseId, (stamp) => [event(stamp, "statement", { ...body, private: { text: "mine", sha256: new Uint8Array(32) } }, (id = stamp.newId()))]));
  assert.equal(await vault.statementIntact(caseId, id), false);
});

test("killed before any write of the seal, it is a whole draft or a whole sealed version", async (t) => {
  type Transaction = (this: IDBDatabase, ...given: Parameters<IDBDatabase["transaction"]>) => IDBTransaction;
  const { transaction: original } = IDBDatabase.prototype as { readonly transaction: Transaction };
  t.after(() => (IDBDatabase.prototype.transaction = original));
  for (const writes of [0, 1, 2]) {
    const { device, vault, caseId, id } = await drafted(t);
    const text = textNow(vault, id);
    let left = writes;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<IDBDatabase["transaction"]>) {
      // The snapshot of Today is no part of a seal, and is written whenever the page has time.
      const counts = given[1] === "readwrite" && ![given[0]].flat().every((store) => store === "meta");
      if (counts && left-- <= 0) throw new DOMException("the process is gone", "AbortError");
      return original.apply(this, given);
    };
    const said = await vault.sealStatement(caseId, id, text);
    IDBDatabase.prototype.transaction = original;
    device.kill();
    const again = await device.start();
    const statement = shown(again, id);
    assert.equal(said.ok, writes > 0);
    assert.equal(statement.sealed?.body.text ?? null, said.ok ? text.text : null);
    assert.deepEqual(textNow(again, id), text);
    assert.equal((await sealedLines(again)).length, said.ok ? 1 : 0);
  }
});
