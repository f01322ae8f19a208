// Every single flipped byte is refused: of a Box, of an op, of a chunk.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newBlob, openChunk, sealChunk } from "./blob.js";
import { openBox, sealBox } from "./box.js";
import { concat, hex, u32, utf8 } from "./bytes.js";
import { decodeCbor, encodeCbor } from "./cbor.js";
import { signingKey } from "./ed25519.js";
import { openOp, type OpContext, sealOp } from "./op.js";
import { systemRandom } from "./random.js";
import { isRefusal } from "./refusal.js";
import { flipped } from "./testing/fixed-random.js";

const anyRefusal = (error: unknown): boolean => isRefusal(error);

test("each byte of a Box", async () => {
  const [key, aad] = [systemRandom(32), systemRandom(8)];
  const box = await sealBox(key, "slot", aad, utf8("secret"));
  assert.equal(hex(await openBox(key, "slot", aad, box)), hex(utf8("secret")));
  for (let at = 0; at < box.length; at += 1) await assert.rejects(openBox(key, "slot", aad, flipped(box, at)), anyRefusal, `byte ${at}`);
});

test("each byte of an op", async () => {
  const [caseId, ck, deviceId, device] = [systemRandom(16), systemRandom(32), systemRandom(16), await signingKey(systemRandom(32))];
  const zeros = new Uint8Array(32);
  const op = await sealOp([ck], device, { caseId, deviceId, ctr: 1, prev: zeros, seenSeq: 0, seenHead: zeros }, utf8("payload"));
  const context: OpContext = { caseId, keys: [ck], counts: () => true, devicePub: (id) => (id === hex(deviceId) ? device.pub : undefined), last: () => ({ ctr: 0, hash: zeros }) };
  assert.equal(hex(await openOp(op, context)), hex(utf8("payload")));
  for (let at = 0; at < op.length; at += 1) await assert.rejects(openOp(flipped(op, at), context), anyRefusal, `byte ${at}`);
});

test("each byte of a chunk", async () => {
  const blob = await newBlob(systemRandom(32), systemRandom(16), 5);
  const chunk = await sealChunk(blob, 0, utf8("hello"));
  for (let at = 0; at < chunk.length; at += 1) await assert.rejects(openChunk(blob, 0, flipped(chunk, at)), (error) => isRefusal(error, "chunk") && error.index === 0, `byte ${at}`);
});

test("chunks do not open at another place, nor the last one as any other", async () => {
  const blob = await newBlob(systemRandom(32), systemRandom(16), 2 * 2 ** 20);
  const whole = new Uint8Array(2 ** 20);
  const [first, second] = [await sealChunk(blob, 0, whole), await sealChunk(blob, 1, whole)];
  await assert.rejects(openChunk(blob, 1, first), (error) => isRefusal(error, "chunk"));
  await assert.rejects(openChunk(blob, 0, second), (error) => isRefusal(error, "chunk"));
});

test("CBOR is strict: nothing indefinite, doubled, infinite or left over", () => {
  const map = concat(Uint8Array.of(0xa2), encodeCbor("a"), encodeCbor(1), encodeCbor("a"), encodeCbor(2));
  const bad = [map, Uint8Array.of(0x9f, 0x01, 0xff), Uint8Array.of(0xf9, 0x7c, 0x00), Uint8Array.of(0xf9, 0x7e, 0x00), Uint8Array.of(0x18, 0x01), concat(encodeCbor(1), u32(0)), Uint8Array.of(0xf7), Uint8Array.of(0x1b, 255, 255, 255, 255, 255, 255, 255, 255), Uint8Array.of(0xc1, 0x01), new Uint8Array(0)];
  for (const bytes of bad) assert.throws(() => decodeCbor(bytes), (error) => isRefusal(error, "schema"), hex(bytes));
});
