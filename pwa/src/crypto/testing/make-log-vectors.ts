// Vectors of what is logged and stored: identity entries, ops and their chain, blobs.
import { newBlob, openBlob, openChunk, sealChunk, chunksHash } from "../blob.js";
import { ascii, type Bytes, concat, hex, unhex, utf8 } from "../bytes.js";
import { encodeCbor } from "../cbor.js";
import { sign, type SigningKey, signingKey } from "../ed25519.js";
import { sha256 } from "../hash.js";
import { checkPin, deviceAddEntry, deviceRevokeEntry, genesisEntry, rotateEntry, verifyIdentity } from "../identity.js";
import { emptyHead, nextHead, openOp, type OpContext, opHash, sealOp } from "../op.js";
import { x25519Pub } from "../x25519.js";
import { fixedRandom, flipped } from "./fixed-random.js";
import { refusalOf } from "./make-key-vectors.js";

const SOURCE = "docs/protocol.md";
const hexes = (list: readonly Uint8Array[]): readonly string[] => list.map(hex);

export async function identityVectors(): Promise<object> {
  const random = fixedRandom("identity");
  const [account, seed, xk, time] = [random(16), random(32), random(32), 1_795_440_000_000];
  const ik = await signingKey(seed);
  const entries = [await genesisEntry(ik, account, await x25519Pub(xk), time)];
  const devices = [];
  for (const letter of [1, 2]) {
    const [id, deviceSeed] = [random(16), random(32)];
    const log = await verifyIdentity(entries, account, ik.pub);
    const { pub } = await signingKey(deviceSeed);
    entries.push(await deviceAddEntry(ik, account, log, { id, pub, letter }, time + letter));
    devices.push({ device_id: hex(id), seed: hex(deviceSeed), pub: hex(pub), letter });
  }
  const [genesis, first, second] = entries as [Bytes, Bytes, Bytes];
  const log = await verifyIdentity(entries, account, ik.pub);
  const upToFirst = await verifyIdentity([genesis, first], account, ik.pub);
  const skipped = await deviceAddEntry(ik, account, upToFirst, { id: random(16), pub: random(32), letter: 3 }, time);
  const wrong: [string, readonly Bytes[]][] = [
    ...([["magic", 0], ["suite", 4], ["kind", 5], ["zeros", 6], ["account_id", 8], ["n", 27], ["prev", 28], ["time", 60], ["device_id", 68], ["device_pub", 84], ["letter", 117], ["sig", 118]] as const).map(
      ([name, at]): [string, readonly Bytes[]] => [`${name} flipped`, [genesis, flipped(first, at), second]],
    ),
    ["no entry", []],
    ["no genesis", [first, second]],
    ["an entry left out", [genesis, second]],
    ["an entry twice", [genesis, first, first]],
    ["a letter skipped", [genesis, first, skipped]],
    ["cut", [genesis, first.slice(0, -1)]],
  ];
  const refusals = [];
  for (const [note, list] of wrong) refusals.push({ note, entries: hexes(list), code: await refusalOf(() => verifyIdentity(list, account, ik.pub)) });
  const [gone, seen, bundle] = [unhex(devices[1]!.device_id), new Map([[hex(random(16)), { seq: 7, head: random(32) }], [hex(account), { seq: 3, head: random(32) }]]), random(200)];
  const revoke = await deviceRevokeEntry(ik, account, log, gone, seen, time + 3);
  const revoked = { n: log.n + 1, head: await sha256(revoke) };
  const rotate = await rotateEntry(ik, account, revoked, 2, bundle, time + 4);
  const rotated = await verifyIdentity([...entries, revoke, rotate], account, ik.pub);
  const after = { n: revoked.n + 1, head: rotated.head };
  const hasty: [string, readonly Bytes[]][] = [
    ["no rotate after a revoke", [revoke]],
    ["a device add between revoke and rotate", [revoke, await deviceAddEntry(ik, account, revoked, { id: random(16), pub: random(32), letter: 3 }, time)]],
    ["a device revoked twice", [revoke, rotate, await deviceRevokeEntry(ik, account, after, gone, seen, time)]],
    ["a revoked device added again", [revoke, rotate, await deviceAddEntry(ik, account, after, { id: gone, pub: random(32), letter: 3 }, time)]],
    ["a stranger revoked", [await deviceRevokeEntry(ik, account, log, random(16), seen, time)]],
    ["a generation skipped", [await rotateEntry(ik, account, log, 3, bundle, time)]],
    ["a revoke cut", [revoke.slice(0, -1), rotate]],
    ["more logs than follow", [flipped(revoke, 68 + 17), rotate]],
  ];
  for (const [note, list] of hasty) refusals.push({ note, entries: hexes([...entries, ...list]), code: await refusalOf(() => verifyIdentity([...entries, ...list], account, ik.pub)) });
  const logs = [...seen].map(([id, { seq, head }]) => ({ log: id, seq, head: hex(head) }));
  const rotation = { device_id: hex(gone), logs, gen: 2, bundle: hex(bundle), entries: hexes([revoke, rotate]), head: hex(rotated.head) };
  const pin = { n: log.n, head: log.head };
  const rewound = { pin: { n: pin.n, head: hex(pin.head) }, entries: hexes([genesis, first]), code: await refusalOf(() => checkPin([genesis, first], pin)) };
  return { source: `${SOURCE}, Identity log`, account_id: hex(account), ik_seed: hex(seed), ik_pub: hex(ik.pub), xk_priv: hex(xk), entries: hexes(entries), devices, head: hex(log.head), rotation, refusals, rewound };
}

async function resigned(op: Bytes, device: SigningKey): Promise<Bytes> {
  const unsigned = op.slice(0, -64);
  return concat(unsigned, await sign(device, "e1/op-sig", await sha256(unsigned)));
}

export async function opVectors(): Promise<object> {
  const random = fixedRandom("op");
  const [caseId, ck, deviceId, seed] = [random(16), random(32), random(16), random(32)];
  const device = await signingKey(seed);
  const stamp = { v: 1, at: 1_795_440_000_000, tz: "America/Toronto" };
  const payloads = [
    encodeCbor([{ ...stamp, k: "s", entity: "note", id: random(16), field: "text", value: "first words", hlc: [1_795_440_000_000, 0] }]),
    encodeCbor([{ ...stamp, k: "e", type: "removed", id: random(16), body: { of: random(16) } }, { ...stamp, k: "e", type: "addition", id: random(16), body: { of: random(16), text: "é".repeat(200) } }]),
  ];
  const heads = [await emptyHead(caseId)];
  const ops = [];
  const sealed: Bytes[] = [];
  let prev: Bytes = new Uint8Array(32);
  for (const [i, payload] of payloads.entries()) {
    const [seenHead, salt] = [heads.at(-1)!, random(32)];
    const op = await sealOp([ck], device, { caseId, deviceId, ctr: i + 1, prev, seenSeq: i, seenHead }, payload, () => salt);
    const hash = await opHash(op);
    ops.push({ dev_ctr: i + 1, prev: hex(prev), seen_seq: i, seen_head: hex(seenHead), salt: hex(salt), payload: hex(payload), op: hex(op), op_hash: hex(hash) });
    sealed.push(op);
    heads.push(await nextHead(seenHead, hash));
    prev = hash;
  }
  const laterKey = random(32);
  const laterPlace = { caseId, deviceId, ctr: 3, prev, seenSeq: 2, seenHead: heads[2]! };
  const laterSalt = random(32);
  const later = await sealOp([ck, laterKey], device, laterPlace, payloads[0]!, () => laterSalt);
  const epoch2 = { key: hex(laterKey), dev_ctr: 3, prev: hex(prev), seen_seq: 2, seen_head: hex(heads[2]!), salt: hex(laterSalt), payload: hex(payloads[0]!), op: hex(later) };
  const op = sealed[0]!;
  const context: OpContext = { caseId, keys: [ck], counts: () => true, devicePub: (id) => (id === hex(deviceId) ? device.pub : undefined), last: () => ({ ctr: 0, hash: new Uint8Array(32) }) };
  const regions = { magic: 0, suite: 4, kind: 5, flags: 6, case_id: 8, epoch: 27, device_id: 28, dev_ctr: 51, prev: 52, seen_seq: 91, seen_head: 92, salt: 124, commit: 156, ct: 188, sig: op.length - 1 };
  const wrong: [string, Bytes][] = Object.entries(regions).map(([name, at]) => [`${name} flipped`, flipped(op, at)]);
  for (const name of ["dev_ctr", "prev", "seen_seq", "seen_head", "salt", "commit", "ct"] as const) wrong.push([`${name} flipped, signed again`, await resigned(flipped(op, regions[name]), device)]);
  wrong.push(["cut", op.slice(0, -1)], ["a byte too many", concat(op, ascii("x"))], ["the second op first", sealed[1]!]);
  const refusals = [];
  for (const [note, bytes] of wrong) refusals.push({ note, op: hex(bytes), code: await refusalOf(() => openOp(bytes, context)) });
  return { source: `${SOURCE}, Op envelope`, case_id: hex(caseId), ck: hex(ck), device_id: hex(deviceId), device_seed: hex(seed), device_pub: hex(device.pub), ops, epoch_2: epoch2, heads: hexes(heads), refusals };
}

async function sealedBlob(plain: Bytes, random: ReturnType<typeof fixedRandom>): Promise<{ id: Bytes; key: Bytes; blob: Awaited<ReturnType<typeof newBlob>>; chunks: Bytes[] }> {
  const [id, key] = [random(16), random(32)];
  const blob = await newBlob(key, id, plain.length, random);
  const { chunkBytes, chunkCount } = blob.shape;
  const chunks = [];
  for (let i = 0; i < chunkCount; i += 1) chunks.push(await sealChunk(blob, i, plain.subarray(i * chunkBytes, (i + 1) * chunkBytes)));
  return { id, key, blob, chunks };
}

export async function blobVectors(): Promise<object> {
  const random = fixedRandom("blob");
  const plain = utf8("a very small picture");
  const small = await sealedBlob(plain, random);
  const large = Uint8Array.from({ length: 2 ** 20 + 1 }, (_, i) => i % 251);
  const two = await sealedBlob(large, random);
  const describe = async ({ id, key, blob, chunks }: typeof small): Promise<object> => ({
    blob_id: hex(id),
    key: hex(key),
    hdr: hex(blob.hdr),
    commit: hex(blob.commit),
    chunk_hashes: hexes(await Promise.all(chunks.map((chunk) => sha256(chunk)))),
    chunks_hash: hex(await chunksHash(await Promise.all(chunks.map((chunk) => sha256(chunk))))),
  });
  const { id, key, blob, chunks } = small;
  const chunk = chunks[0]!;
  const open = (hdr: Bytes, commit: Bytes, bytes: Bytes, index = 0) => async () => openChunk(await openBlob(key, id, hdr, commit), index, bytes);
  const wrong: [string, Bytes, Bytes, Bytes][] = [
    ...([["magic", 0], ["suite", 4], ["log2chunk", 5], ["zeros", 6], ["chunk_count", 11], ["padded_len", 19], ["blob_id", 20], ["salt", 32]] as const).map(
      ([name, at]): [string, Bytes, Bytes, Bytes] => [`${name} flipped`, flipped(blob.hdr, at), blob.commit, chunk],
    ),
    ["commit flipped", blob.hdr, flipped(blob.commit, 0), chunk],
    ["ciphertext flipped", blob.hdr, blob.commit, flipped(chunk, 0)],
    ["tag flipped", blob.hdr, blob.commit, flipped(chunk, chunk.length - 1)],
    ["cut", blob.hdr, blob.commit, chunk.slice(0, -1)],
  ];
  const refusals = [];
  for (const [note, hdr, commit, bytes] of wrong) refusals.push({ note, hdr: hex(hdr), commit: hex(commit), chunk: hex(bytes), code: await refusalOf(open(hdr, commit, bytes)) });
  return {
    source: `${SOURCE}, Blobs`,
    small: { plain: hex(plain), ...(await describe(small)), chunks: hexes(chunks) },
    two_chunks: { plain: "byte i is i mod 251", len: large.length, sha256: hex(await sha256(large)), ...(await describe(two)) },
    refusals,
  };
}
