// Vectors of the inbox: a key pair with its private half wrapped, and entries of each kind of thing.
import { ascii, type Bytes, concat, hex, unhex } from "../bytes.js";
import { sealBox } from "../box.js";
import { encodeCbor } from "../cbor.js";
import { hpkeSeal } from "../hpke.js";
import { idBytes } from "../ids.js";
import { newInboxKey, openEntry, sealEntry } from "../inbox.js";
import { fixedRandom, flipped } from "./fixed-random.js";
import { refusalOf } from "./make-key-vectors.js";

export async function inboxVectors(): Promise<object> {
  const random = fixedRandom("inbox");
  const [home, account, device] = [random(32), random(16), random(16)];
  const key = await newInboxKey(random);
  const wrapped = await sealBox(home, "inbox", concat(account, device), key.priv, random);
  const moment = { v: 1, at: 1_795_440_000_123, tz: "America/Toronto", n: 0 };
  const blob = { id: random(16), key: random(32), hdr: random(64), commit: random(32), chunks: random(32) };
  const file = { via: "share", name: "capture.png", mime: "image/png", len: 1234, sha256: random(32), blob, w: 1080, h: 2400, covered: { boxes: 2, original: "her phone" } };
  const things = {
    "a note": { ...moment, kind: "note", text: "He wrote again at 23:10. Été." },
    "a note longer than the least padding": { ...moment, off: -250, kind: "note", text: "word ".repeat(200) },
    "a file": { ...moment, n: 1, kind: "file", file },
    "words from a call": { ...moment, kind: "call", case: random(16), call: random(16), text: "They gave a number" },
  };
  const entries = [];
  for (const [note, thing] of Object.entries(things)) {
    const [id, plaintext] = [random(16), encodeCbor(thing)];
    const entry = await sealEntry(key.pub, id, plaintext, random);
    entries.push({ note, item_id: hex(id), plaintext: hex(plaintext), entry: hex(entry) });
  }
  const { item_id: id, entry: first } = entries[0]!;
  const entry = unhex(first);
  const wrong = [
    { note: "another magic", id, entry: flipped(entry, 0) },
    { note: "a later suite", id, entry: flipped(entry, 4) },
    { note: "another kind", id, entry: flipped(entry, 5) },
    { note: "the zeros", id, entry: flipped(entry, 7) },
    { note: "another id within", id, entry: flipped(entry, 8) },
    { note: "moved to another id", id: entries[1]!.item_id, entry },
    { note: "enc flipped", id, entry: flipped(entry, 24) },
    { note: "ciphertext flipped", id, entry: flipped(entry, 56) },
    { note: "tag flipped", id, entry: flipped(entry, entry.length - 1) },
    { note: "shorter than any entry", id, entry: entry.slice(0, 327) },
    { note: "a byte short", id, entry: entry.slice(0, -1) },
    { note: "not padded", id, entry: await unpadded(key.pub, idBytes(id)) },
  ];
  const refusals = [];
  for (const one of wrong) refusals.push({ note: one.note, item_id: one.id, entry: hex(one.entry), code: await refusalOf(() => openEntry(key.priv, idBytes(one.id), one.entry)) });
  const keys = { home_key: hex(home), account_id: hex(account), device_id: hex(device), priv: hex(key.priv), pub: hex(key.pub), box: hex(wrapped) };
  return { source: "docs/protocol.md, Inbox; docs/model.md, Inbox", ...keys, entries, refusals };
}

/** What a careless writer would make: one byte too many after the padding. */
async function unpadded(pub: Bytes, id: Uint8Array): Promise<Bytes> {
  const head = concat(ascii("E1IN"), Uint8Array.of(1, 1, 0, 0), id);
  return concat(head, await hpkeSeal(pub, concat(ascii("e1/inbox"), head), new Uint8Array(257), fixedRandom("unpadded")));
}
