// The inbox: what its private half opens, and that nothing changed, cut or moved opens at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readWaiting, writeWaiting } from "../domain/waiting.js";
import { openBox } from "./box.js";
import { concat, hex, unhex } from "./bytes.js";
import { decodeCbor, encodeCbor } from "./cbor.js";
import { newInboxKey, openEntry, sealEntry } from "./inbox.js";
import { isRefusal, type RefusalCode } from "./refusal.js";
import { systemRandom } from "./random.js";
import { flipped } from "./testing/fixed-random.js";
import { readVectors } from "./testing/make-vectors.js";
import { x25519Pub } from "./x25519.js";

interface Vectors {
  readonly home_key: string;
  readonly account_id: string;
  readonly device_id: string;
  readonly priv: string;
  readonly pub: string;
  readonly box: string;
  readonly entries: readonly { readonly note: string; readonly item_id: string; readonly plaintext: string; readonly entry: string }[];
  readonly refusals: readonly { readonly note: string; readonly item_id: string; readonly entry: string; readonly code: string }[];
}

test("entries of the vectors open to the things that they hold", async () => {
  const v = await readVectors<Vectors>("inbox");
  const priv = await openBox(unhex(v.home_key), "inbox", concat(unhex(v.account_id), unhex(v.device_id)), unhex(v.box));
  assert.equal(hex(priv), v.priv);
  assert.equal(hex(await x25519Pub(priv)), v.pub);
  for (const { item_id, plaintext, entry } of v.entries) {
    const plain = await openEntry(priv, unhex(item_id), unhex(entry));
    assert.equal(hex(plain), plaintext);
    assert.equal(hex(encodeCbor(writeWaiting(readWaiting(decodeCbor(plain))))), plaintext);
  }
});

test("every refusal of the vectors, by its code", async () => {
  const v = await readVectors<Vectors>("inbox");
  for (const { note, item_id, entry, code } of v.refusals) {
    await assert.rejects(openEntry(unhex(v.priv), unhex(item_id), unhex(entry)), (error) => isRefusal(error, code as RefusalCode), note);
  }
});

test("one bit flipped at any byte is refused", async () => {
  const v = await readVectors<Vectors>("inbox");
  const { item_id, entry } = v.entries[0]!;
  for (let at = 0; at < entry.length / 2; at += 1) {
    await assert.rejects(openEntry(unhex(v.priv), unhex(item_id), flipped(unhex(entry), at)), (error) => isRefusal(error), `byte ${at}`);
  }
});

test("another phone's key opens nothing", async () => {
  const [mine, other, id] = [await newInboxKey(), await newInboxKey(), systemRandom(16)];
  const entry = await sealEntry(mine.pub, id, encodeCbor("x"));
  await assert.rejects(openEntry(other.priv, id, entry), (error) => isRefusal(error, "decrypt"));
});

test("how long a thing is says little", async () => {
  const [{ pub }, id] = [await newInboxKey(), systemRandom(16)];
  const lengths = await Promise.all(["", "yes", "a".repeat(200)].map(async (text) => (await sealEntry(pub, id, encodeCbor(text))).length));
  assert.equal(new Set(lengths).size, 1);
});
