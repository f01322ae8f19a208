// A server that holds a removed device's key could tell another history up to where the revoke ends: its head tells them apart.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../crypto/bytes.js";
import { signingKey } from "../crypto/ed25519.js";
import type { Identity, Seen } from "../crypto/identity.js";
import { newId, idBytes } from "../crypto/ids.js";
import { emptyHead, nextHead, opHash, sealOp } from "../crypto/op.js";
import { systemRandom } from "../crypto/random.js";
import { hkdfKey } from "../crypto/hkdf.js";
import type { NumberedOp } from "../api/frames.js";
import { headOf } from "../store/logs.js";
import { type Database, openDatabase } from "../store/schema.js";
import type { SyncContext } from "./context.js";
import { integrate } from "./integrate.js";
import { encodePayload } from "../store/record-codec.js";
import { pauseContradicted } from "./revoked-history.js";

const LOG = newId();
const GONE = newId();

interface Scene {
  readonly database: Database;
  readonly ops: readonly NumberedOp[];
  readonly heads: readonly Uint8Array[];
  readonly take: (seen: Seen | null) => ReturnType<typeof integrate>;
}

/** Two ops of one device, and a phone that reads them. */
async function scene(): Promise<Scene> {
  const database = await openDatabase(newId());
  const [device, key] = [await signingKey(systemRandom(32)), await hkdfKey(systemRandom(32))];
  const heads = [await emptyHead(idBytes(LOG))];
  const ops: NumberedOp[] = [];
  let prev = new Uint8Array(32);
  for (const ctr of [1, 2]) {
    const place = { caseId: idBytes(LOG), deviceId: idBytes(GONE), ctr, prev, seenSeq: ctr - 1, seenHead: heads[ctr - 1]! };
    const op = await sealOp([key], device, place, encodePayload([{ v: 1, k: "e", at: 1, tz: "UTC", type: "removed", id: newId(), body: { of: newId() } }]));
    prev = await opHash(op);
    heads.push(await nextHead(heads[ctr - 1]!, prev));
    ops.push({ seq: ctr, op });
  }
  const take = (seen: Seen | null): ReturnType<typeof integrate> => {
    const identity = { devices: new Map([[GONE, { pub: device.pub }]]), revoked: new Map(seen === null ? [] : [[GONE, seen]]) } as unknown as Identity;
    const context = { database, accountId: newId(), now: () => 0, identity: () => identity } as unknown as SyncContext;
    return integrate(context, LOG, [key], ops);
  };
  return { database, ops, heads, take };
}

const named = (seq: number, head: Uint8Array): Seen => new Map([[LOG, { seq, head }]]);

test("a history that ends where the revoke says is taken, another one is a fork before its last op", async () => {
  const honest = await scene();
  const head = await honest.take(named(2, honest.heads[2]!));
  assert.deepEqual([head.seq, head.paused, hex(new Uint8Array(head.head))], [2, null, hex(honest.heads[2]!)]);
  const forged = await scene();
  const stopped = await forged.take(named(2, systemRandom(32)));
  assert.deepEqual([stopped.seq, stopped.paused], [1, "fork"]);
  assert.equal((await forged.database.getAll("ops")).length, 1);
});

test("a revoke that is learned later is compared with the history that is here", async () => {
  for (const [place, paused] of [[1, "fork"], [9, null]] as const) {
    const { database, take } = await scene();
    await take(null);
    await pauseContradicted(database, { revoked: new Map([[GONE, named(place, systemRandom(32))]]) }, { revoked: new Map() });
    assert.equal((await headOf(database, LOG)).paused, paused);
  }
  const { database, heads, take } = await scene();
  await take(null);
  await pauseContradicted(database, { revoked: new Map([[GONE, named(2, heads[2]!)]]) }, { revoked: new Map() });
  assert.equal((await headOf(database, LOG)).paused, null);
});
