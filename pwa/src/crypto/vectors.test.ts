// The published vectors: this code writes them byte for byte, opens them, and refuses what they say is refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBlob, openChunk } from "./blob.js";
import { openBox } from "./box.js";
import { openBundle } from "./bundle.js";
import { hex, unhex } from "./bytes.js";
import { verifyIdentity } from "./identity.js";
import { openOp } from "./op.js";
import { readRecoveryCode } from "./recovery-code.js";
import { type RefusalCode, isRefusal } from "./refusal.js";
import { checkSlots, openSlot } from "./slots.js";
import { MAKERS, readVectors } from "./testing/make-vectors.js";

const refused = (code: string) => (error: unknown) => isRefusal(error, code as RefusalCode);

for (const [name, make] of Object.entries(MAKERS)) {
  test(`${name}.json is what this code writes`, async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(await make())), await readVectors(name));
  });
}

interface BoxCase {
  readonly note?: string;
  readonly key: string;
  readonly label: string;
  readonly aad: string;
  readonly box: string;
  readonly plaintext: string;
  readonly code: string;
}

test("a Box opens, and is refused with its code", async () => {
  const { cases, refusals } = await readVectors<{ cases: BoxCase[]; refusals: BoxCase[] }>("box");
  const open = (one: BoxCase): Promise<Uint8Array> => openBox(unhex(one.key), one.label, unhex(one.aad), unhex(one.box));
  for (const one of cases) assert.equal(hex(await open(one)), one.plaintext);
  for (const one of refusals) await assert.rejects(open(one), refused(one.code), one.note);
});

test("slots open to the AMK, the bundle opens with it, and the set is signed", async () => {
  const v = await readVectors<{
    account_id: string;
    amk: string;
    ik_pub: string;
    slots: { kek: string; slot: string }[];
    slots_sig: { sig: string };
    bundle: { box: string; ik: string };
    gen_2: { amk: string; slot: string; kek: string; home: string[]; box: string };
    refusals: { slot: string; code: string; note: string }[];
    another_identity: { ik_pub: string; slot: string; code: string };
  }>("slot");
  const account = unhex(v.account_id);
  const owner = { accountId: account, ikPub: unhex(v.ik_pub) };
  for (const { slot, kek } of v.slots) assert.equal(hex(await openSlot(unhex(slot), owner, unhex(kek))), v.amk);
  assert.equal(hex((await openBundle(unhex(v.amk), account, 1, unhex(v.bundle.box))).ik), v.bundle.ik);
  const signed = v.slots.slice(0, 2).map(({ slot }) => unhex(slot));
  await checkSlots(unhex(v.ik_pub), account, 1, signed.toReversed(), unhex(v.slots_sig.sig));
  await assert.rejects(checkSlots(unhex(v.ik_pub), account, 1, signed.slice(0, 1), unhex(v.slots_sig.sig)), refused("signature"));
  assert.equal(hex(await openSlot(unhex(v.gen_2.slot), owner, unhex(v.gen_2.kek))), v.gen_2.amk);
  assert.deepEqual((await openBundle(unhex(v.gen_2.amk), account, 2, unhex(v.gen_2.box))).home.map(hex), v.gen_2.home);
  const kek = unhex(v.slots[0]!.kek);
  for (const { slot, code, note } of v.refusals) await assert.rejects(openSlot(unhex(slot), owner, kek), refused(code), note);
  const swapped = { accountId: account, ikPub: unhex(v.another_identity.ik_pub) };
  await assert.rejects(openSlot(unhex(v.another_identity.slot), swapped, kek), refused(v.another_identity.code));
});

test("an identity log is walked, and every broken one is refused with its code", async () => {
  const v = await readVectors<{ account_id: string; ik_pub: string; entries: string[]; head: string; devices: { device_id: string; letter: number }[]; rotation: { device_id: string; logs: { log: string; seq: number; head: string }[]; gen: number; head: string; entries: string[] }; refusals: { entries: string[]; code: string; note: string }[] }>("identity");
  const walk = (entries: string[]) => verifyIdentity(entries.map(unhex), unhex(v.account_id), unhex(v.ik_pub));
  const identity = await walk(v.entries);
  assert.equal(hex(identity.head), v.head);
  assert.deepEqual([...identity.devices].map(([id, { letter }]) => [id, letter]), v.devices.map(({ device_id, letter }) => [device_id, letter]));
  const rotated = await walk([...v.entries, ...v.rotation.entries]);
  assert.deepEqual([rotated.gen, hex(rotated.head)], [v.rotation.gen, v.rotation.head]);
  assert.deepEqual([...(rotated.revoked.get(v.rotation.device_id) ?? [])].map(([log, { seq, head }]) => ({ log, seq, head: hex(head) })).sort((a, b) => (a.log < b.log ? -1 : 1)), [...v.rotation.logs].sort((a, b) => (a.log < b.log ? -1 : 1)));
  for (const { entries, code, note } of v.refusals) await assert.rejects(walk(entries), refused(code), note);
});

test("an op opens in its place, and is refused with its code", async () => {
  const v = await readVectors<{ case_id: string; ck: string; device_id: string; device_pub: string; ops: { op: string; payload: string; prev: string; dev_ctr: number }[]; epoch_2: { key: string; prev: string; op: string; payload: string }; refusals: { op: string; code: string; note: string }[] }>("op");
  const open = (op: string, ctr: number, prev: string) =>
    openOp(unhex(op), { caseId: unhex(v.case_id), keys: [unhex(v.ck)], devicePub: (id) => (id === v.device_id ? unhex(v.device_pub) : undefined), counts: () => true, last: () => ({ ctr: ctr - 1, hash: unhex(prev) }) });
  for (const { op, payload, prev, dev_ctr } of v.ops) assert.equal(hex(await open(op, dev_ctr, prev)), payload);
  const later = { caseId: unhex(v.case_id), devicePub: () => unhex(v.device_pub), counts: () => true, last: () => ({ ctr: 2, hash: unhex(v.epoch_2.prev) }) };
  assert.equal(hex(await openOp(unhex(v.epoch_2.op), { ...later, keys: [unhex(v.ck), unhex(v.epoch_2.key)] })), v.epoch_2.payload);
  await assert.rejects(openOp(unhex(v.epoch_2.op), { ...later, keys: [unhex(v.ck)] }), refused("format"));
  await assert.rejects(openOp(unhex(v.epoch_2.op), { ...later, counts: () => false, keys: [unhex(v.ck)] }), refused("revoked_device"));
  for (const { op, code, note } of v.refusals) await assert.rejects(open(op, 1, "00".repeat(32)), refused(code), note);
});

test("a blob opens, and is refused with its code", async () => {
  const v = await readVectors<{ small: { blob_id: string; key: string; hdr: string; commit: string; chunks: string[]; plain: string }; refusals: { hdr: string; commit: string; chunk: string; code: string; note: string }[] }>("blob");
  const open = async (hdr: string, commit: string, chunk: string) => openChunk(await openBlob(unhex(v.small.key), unhex(v.small.blob_id), unhex(hdr), unhex(commit)), 0, unhex(chunk));
  const plain = await open(v.small.hdr, v.small.commit, v.small.chunks[0]!);
  assert.equal(hex(plain.subarray(0, v.small.plain.length / 2)), v.small.plain);
  for (const { hdr, commit, chunk, code, note } of v.refusals) await assert.rejects(open(hdr, commit, chunk), refused(code), note);
});

test("a recovery code is read as people write it, and a typo is found without a server", async () => {
  const v = await readVectors<{ readings: { text: string; rk: string }[]; typos: string[] }>("recovery_code");
  for (const { text, rk } of v.readings) assert.equal(hex(await readRecoveryCode(text)), rk);
  for (const text of v.typos) await assert.rejects(readRecoveryCode(text), refused("recovery_typo"));
});
