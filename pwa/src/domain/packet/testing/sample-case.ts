// Cases for the packet's vectors: nothing in them, a little, and a bit of everything a packet can hold.
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { crc32 } from "../../../zip/crc32.js";
import { event, type Moment, newFollowup, set, setExhibit, setNote, setPacket, setPassage, setProfile, setStatement } from "../../build.js";
import { type Entry as LineEntry, nextLine, NO_LINES } from "../../custody.js";
import { type CaseState, foldCase } from "../../fold.js";
import type { EventBodies, EventType, FileExhibit, Id, Rec } from "../../records.js";
import { statementText } from "../../statement-text.js";
import type { Details } from "../details.js";

export type Bytes = Uint8Array<ArrayBuffer>;
export const CASE = "c0".repeat(16);
export const DANAS_PHONE = "a1".repeat(16);
export const NOORS_PHONE = "b2".repeat(16);
const START = Date.UTC(2026, 10, 20, 4, 15);
const MINUTE = 60_000;
const ZONE = "America/Toronto";

export const sha256 = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(new Uint8Array(createHash("sha256").update(bytes).digest()));

function chunk(type: string, body: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** A real picture of one colour. */
export function png(width: number, height: number, colour: readonly [number, number, number]): Bytes {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.of(0), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return new Uint8Array(Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]));
}

export interface SampleCase {
  readonly state: CaseState;
  readonly title: string;
  readonly details: Details;
  readonly pictures: ReadonlyMap<Id, Bytes>;
  readonly letters: ReadonlyMap<Id, string>;
  readonly kinds: ReadonlyMap<Id, string>;
}

/** Writes records and custody lines as phones do, minute by minute. */
class Writer {
  private n = 0;
  readonly entries: { rec: Rec; device: Id }[] = [];
  readonly pictures = new Map<Id, Bytes>();
  private readonly heads = new Map<Id, typeof NO_LINES>();

  moment(): Moment {
    this.n += 1;
    const n = this.n;
    return { at: START + n * 7 * MINUTE, tz: ZONE, ...(n % 5 === 0 ? { off: -95_000 } : { off: 120 }), newId: () => this.id(n), hlc: () => [START + n, 0] };
  }

  id(n: number): Id {
    return n.toString(16).padStart(32, "0");
  }

  add(device: Id, ...records: readonly Rec[]): void {
    for (const rec of records) this.entries.push({ rec, device });
  }

  event<T extends EventType>(device: Id, type: T, body: EventBodies[T], id?: Id): { readonly id: Id; readonly at: Moment } {
    const at = this.moment();
    const made = event(at, type, body, id);
    this.add(device, made as Rec);
    return { id: made.id, at };
  }

  async line(device: Id, { at, tz, off }: Moment, what: Pick<LineEntry, "event" | "item" | "sha256">): Promise<void> {
    const next = await nextLine(this.heads.get(device) ?? NO_LINES, { at, tz, ...(off === undefined ? {} : { off }), ...what }, sha256);
    this.heads.set(device, next.head);
    this.add(device, event({ ...this.moment(), at, tz }, "custody", { line: next.line }));
  }

  async file(device: Id, label: string, bytes: Bytes, rest: Partial<FileExhibit> = {}): Promise<Id> {
    const hash = await sha256(bytes);
    const none = new Uint8Array(32);
    const blob = { id: "0b".repeat(16), key: none, hdr: new Uint8Array(64), commit: none, chunks: none };
    const body: FileExhibit = {
      label, kind: "file", via: "picker", gate: "clear", received: START, name: `Screenshot ${label}.png`, mime: "image/png", len: bytes.length, sha256: hash, blob, w: 9, h: 19, ...rest,
    };
    const { id, at } = this.event(device, "exhibit", body);
    this.pictures.set(id, bytes);
    if (body.covered !== undefined) await this.line(device, at, { event: "covered", item: label });
    await this.line(device, at, { event: "received", item: label, sha256: hash });
    return id;
  }

  done(title: string, details: Details): SampleCase {
    this.add(DANAS_PHONE, ...setPacket(this.moment(), CASE, details));
    const letters = new Map([[DANAS_PHONE, "A"], [NOORS_PHONE, "B"]]);
    return { state: foldCase(CASE, this.entries), title, details, pictures: this.pictures, letters, kinds: new Map([[DANAS_PHONE, "iPhone, Safari"]]) };
  }
}

export function emptySample(): SampleCase {
  return new Writer().done("", {});
}

export async function smallSample(): Promise<SampleCase> {
  const to = new Writer();
  const first = await to.file(DANAS_PHONE, "A-001", png(9, 19, [14, 90, 85]));
  await to.file(DANAS_PHONE, "A-002", png(9, 19, [107, 68, 0]));
  to.add(DANAS_PHONE, ...setExhibit(to.moment(), first, { caption: "The first message", happened: { kind: "exact", from: "2026-11-19T22:40", zone: ZONE } }));
  to.event(DANAS_PHONE, "number", { kind: "police_file", value: "26-104233", org: "Toronto Police Service" });
  return to.done("Noor", { my_name: "Dana Haddad", my_phone: "416-555-0142" });
}

/** In the sealed private text of a statement, and in a private passage of a draft: it is in no packet. */
export const PRIVATE = "Something the family keeps to itself";

async function seal(to: Writer, device: Id, voice: "young" | "adult", after: Id | null, words: readonly string[]): Promise<Id> {
  const text = statementText({
    voice, form: voice === "young" ? "under18" : "adult",
    parts: words.map((each, n) => ({ kind: n === 2 ? "threat" : "passage", words: each, how: n === 0 ? "saw" : null, asked: n === 1 ? "when" : null, exhibits: n === 0 ? ["A-001"] : [] })),
  });
  const hash = await sha256(new TextEncoder().encode(text));
  const id = to.moment().newId();
  to.add(device, ...setStatement(to.moment(), id, { voice, form: voice === "young" ? "under18" : "adult", after, state: "sealed" }));
  const kept = statementText({ voice, form: voice === "young" ? "under18" : "adult", parts: [{ kind: "passage", words: PRIVATE, how: null, asked: null, exhibits: [] }] });
  const { at } = to.event(device, "statement", { voice, text, sha256: hash, private: { text: kept, sha256: await sha256(new TextEncoder().encode(kept)) }, ...(after === null ? {} : { after }) }, id);
  await to.line(device, at, { event: "sealed", item: id, sha256: hash });
  return id;
}

async function exhibitsOf(to: Writer): Promise<readonly Id[]> {
  const first = await to.file(DANAS_PHONE, "A-001", png(9, 19, [14, 90, 85]));
  const second = await to.file(DANAS_PHONE, "A-002", png(9, 19, [107, 68, 0]), { covered: { boxes: 2, original: "Dana’s iPhone, Photos" } });
  const third = await to.file(NOORS_PHONE, "B-001", png(9, 19, [27, 79, 168]), { via: "share", taken: "2026-11-19T22:41:07-05:00" });
  const described = { what: "A picture of a friend, with her face", app: "Snapchat", account: "jay_2009x", device: "Noor’s phone", seen_by: "Noor", happened: "Thursday night" };
  const left = to.event(DANAS_PHONE, "exhibit", { label: "A-003", kind: "described", via: "typed", gate: "described", received: START, described });
  await to.line(DANAS_PHONE, left.at, { event: "described", item: "A-003" });
  const gone = await to.file(DANAS_PHONE, "A-004", png(9, 19, [1, 2, 3]));
  const removed = to.event(DANAS_PHONE, "removed", { of: gone });
  await to.line(DANAS_PHONE, removed.at, { event: "removed", item: "A-004" });
  const corrected = to.event(DANAS_PHONE, "correction", { of: third, fields: { name: "Threat.png" } });
  await to.line(DANAS_PHONE, corrected.at, { event: "corrected", item: "B-001" });
  to.event(DANAS_PHONE, "addition", { of: third, text: "She received this at school." });
  to.add(DANAS_PHONE, ...setExhibit(to.moment(), first, { caption: "“send 500 by midnite or everyone see it”", happened: { kind: "exact", from: "2026-11-19T22:40", zone: ZONE } }));
  to.add(DANAS_PHONE, ...setExhibit(to.moment(), second, { caption: "Leur profil — é, ő, ł, ’", happened: { kind: "between", from: "2026-11-18", to: "2026-11-19", zone: ZONE } }));
  return [first, second, third, left.id];
}

function contactsOf(to: Writer): void {
  const call = to.event(DANAS_PHONE, "contact", {
    kind: "call", started: START + 9 * MINUTE, ended: START + 21 * MINUTE, service: "Toronto Police Service", role: "complaint_taker", name: "Lee", said: "Someone will call before Friday.",
    outcomes: ["call_back", "refused"], marks: [{ at: START + 12 * MINUTE, code: "file_number" }],
  });
  const visit = to.event(DANAS_PHONE, "contact", { kind: "visit", started: START + 3000 * MINUTE, service: "Toronto Police Service", role: "officer", name: "Roy", rank: "Constable", badge: "5512", phone: "416-555-0100" });
  to.event(DANAS_PHONE, "correction", { of: visit.id, fields: { badge: "5521" } });
  to.event(DANAS_PHONE, "addition", { of: call.id, text: "The line was bad." });
  const again = to.event(DANAS_PHONE, "contact", { kind: "call", started: START + 30 * MINUTE, service: "Toronto Police Service", role: "supervisor", outcomes: ["refused"] });
  to.event(DANAS_PHONE, "correction", { of: again.id, fields: { outcomes: ["no_change"] } });
  const file = to.event(DANAS_PHONE, "number", { kind: "police_file", value: "26-104233", org: "Toronto Police Service", contact: call.id });
  const warned = to.event(DANAS_PHONE, "outcome", { kind: "warning", on: "2026-11-24", said: "They spoke to him at his door.", number: file.id });
  to.event(DANAS_PHONE, "addition", { of: warned.id, text: "Nobody wrote to us." });
  to.event(DANAS_PHONE, "outcome", { kind: "reopened", on: "2026-11-26" });
  to.event(DANAS_PHONE, "number", { kind: "cybertip", value: "C-889120", org: "Cybertip.ca" });
  const clock = { kind: "seized" as const, item: "Noor’s iPhone 13, blue", receipt: "PR-7741", officer: "Cst. Roy 5521", since: "2026-11-21" };
  to.add(DANAS_PHONE, ...newFollowup(to.moment(), { number: null, contact: visit.id, ask: "When does Noor get her phone back?", due: "2026-12-21T09:00", zone: ZONE, rule: null, clock }));
  to.add(DANAS_PHONE, ...newFollowup(to.moment(), { number: null, contact: call.id, ask: "Who has the file?", due: "2026-11-27T09:00", zone: ZONE, rule: null, clock: null }));
}

/** Hostile words and long ones are among it: a packet shows what was typed, and nothing more happens. */
export async function richSample(): Promise<SampleCase> {
  const to = new Writer();
  const exhibits = await exhibitsOf(to);
  contactsOf(to);
  const profile = to.moment().newId();
  to.add(NOORS_PHONE, ...setProfile(to.moment(), profile, { platform: "Snapchat", username: "jay_2009x", display: "Jay <b>🌊</b>", url: "https://example.com/add/jay_2009x", payment: "jay@example.com (Interac)", about: "=HYPERLINK(\"http://x\")\n</script><script>alert(1)</script>" }));
  to.event(NOORS_PHONE, "link", { a: exhibits[0] ?? "", b: profile });
  const note = to.moment().newId();
  to.add(DANAS_PHONE, ...setNote(to.moment(), note, { text: "He said Friday at eight." }));
  to.add(DANAS_PHONE, ...setNote(to.moment(), note, { text: "He said Friday at eight.\nThen he wrote from a second account.", happened: { kind: "about", from: "2026-11-19", zone: ZONE } }));
  const first = await seal(to, DANAS_PHONE, "adult", null, ["On Thursday my daughter came downstairs crying.\n\nShe showed me her phone.", "About 22:40.", "send 500 by midnite or everyone see it"]);
  await seal(to, DANAS_PHONE, "adult", first, ["On Thursday my daughter came downstairs crying.\n\nShe showed me her phone.", "About 22:40. I am sure of the time: the news had just begun."]);
  const young = await seal(to, NOORS_PHONE, "young", null, ["Je l’ai rencontré en ligne en octobre.", "Jeudi."]);
  to.event(NOORS_PHONE, "addition", { of: young, text: "Il avait l’air d’avoir mon âge." });
  const draft = to.moment().newId();
  to.add(DANAS_PHONE, ...setStatement(to.moment(), draft, { voice: "adult", form: "adult", after: null, state: "draft" }));
  to.add(DANAS_PHONE, ...setPassage(to.moment(), to.moment().newId(), { of: draft, kind: "passage", text: "Not ready yet", place: "i", how: null, asked: null, exhibits: [], removed: false }));
  to.add(DANAS_PHONE, ...setPassage(to.moment(), to.moment().newId(), { of: draft, kind: "passage", text: PRIVATE, place: "j", how: null, asked: null, exhibits: [], private: true, removed: false }));
  to.add(DANAS_PHONE, set(to.moment(), "phone", DANAS_PHONE, "happened_here", "no"));
  return to.done("Noor, autumn", {
    my_name: "Dana Haddad", my_birth_date: "1981-04-02", my_address: "12 Harbour St\nToronto ON", my_phone: "416-555-0142", safe_time: "after 17:30", voicemail: "no",
    child_name: "Noor Haddad", child_birth_date: "2011-06-30", last_contact: "Thursday 23:10", deadline: "Friday 20:00", still_active: "yes", money: "$500, Interac e-Transfer", transactions: "CA8812-44", images: "unknown", images_device: "Noor’s phone, taken by police",
  });
}
