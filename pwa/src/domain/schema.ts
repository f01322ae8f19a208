// The records of docs/model.md between the decoded CBOR of an op and the domain's types, checked both ways.
import { CLOCKS } from "./clock.js";
import { DOOR_STATES, DOORS } from "./door.js";
import { happenedShape } from "./happened.js";
import { parseLabel } from "./labels.js";
import { isLocalTime, isZone } from "./local-time.js";
import { DETAILS } from "./packet/detail-names.js";
import { PROFILE_TEXTS } from "./profile.js";
import { parseRule } from "./recurrence.js";
import { CONTACT_KINDS, type EventType, OUTCOMES, type Rec, REGIONS, ROLES, TICKS } from "./records.js";
import {
  anything, bytes, counters, each, fitting, type Fields, flag, id, integer, isMap, map, maybe, oneOf, orNull, record, type Shape, ShapeError, text, texts, uint,
} from "./shape.js";
import { FORMS, HOWS, VOICES } from "./statement-text.js";

const zone = fitting(text, "zone", isZone);
const label = fitting(text, "label", (value) => parseLabel(value) !== null);
export const STAMP: Fields = { v: oneOf(1), at: uint, tz: zone, off: maybe(integer) };

const blobFields: Fields = { id, key: bytes(32), hdr: bytes(64), commit: bytes(32), chunks: bytes(32) };
const exhibitFields: Fields = { label, received: uint };
const described = record({
  what: text, app: maybe(text), account: maybe(text), device: maybe(text), seen_by: maybe(text), happened: maybe(text),
});

/** What a file exhibit has before it has a label. */
export const FILE_FIELDS: Fields = {
  via: oneOf("picker", "camera", "paste", "drop", "share"),
  name: maybe(text),
  mime: text,
  len: uint,
  sha256: bytes(32),
  blob: record(blobFields),
  thumb: maybe(record({ ...blobFields, len: uint, w: uint, h: uint })),
  w: maybe(uint),
  h: maybe(uint),
  taken: maybe(text),
  covered: maybe(record({ boxes: uint, original: text })),
};
const fileExhibit = record({ ...exhibitFields, gate: oneOf("clear"), ...FILE_FIELDS });
const describedExhibit = record({ ...exhibitFields, via: oneOf("typed"), gate: oneOf("described"), described });

function exhibitShape(body: unknown): Shape {
  const kind = isMap(body) ? body["kind"] : undefined;
  if (kind === "file") return fileExhibit;
  if (kind === "described") return describedExhibit;
  throw new ShapeError("kind");
}

const exhibit: Shape = {
  read: (wire) => exhibitShape(wire).read(wire),
  write: (value) => exhibitShape(value).write(value),
};

const mark = record({ at: uint, code: text });
const localTime = fitting(text, "local time", isLocalTime);
const day = fitting(text, "day", (value) => isLocalTime(`${value}T00:00`));

const contact = record({
  kind: oneOf(...CONTACT_KINDS),
  started: uint,
  ended: maybe(uint),
  service: text,
  role: oneOf(...ROLES),
  name: maybe(text),
  rank: maybe(text),
  badge: maybe(text),
  phone: maybe(text),
  said: maybe(text),
  outcomes: maybe(texts),
  marks: maybe(each(mark)),
  after: maybe(id),
});

const door = record({ state: oneOf(...DOOR_STATES), number: maybe(id), followup: maybe(id) });

const BODIES: Readonly<Record<EventType, Shape>> = {
  case_key: record({ case: id, epoch: oneOf(1), ck: bytes(32) }),
  exhibit,
  contact,
  number: record({ kind: oneOf("police_file", "cybertip", "cafc", "platform", "bank", "other"), value: text, org: text, contact: maybe(id) }),
  statement: record({ voice: text, text, sha256: bytes(32), private: maybe(record({ text, sha256: bytes(32) })), after: maybe(id) }),
  outcome: record({ kind: oneOf(...OUTCOMES), on: maybe(day), said: maybe(text), number: maybe(id) }),
  addition: record({ of: id, text }),
  correction: record({ of: id, fields: map }),
  removed: record({ of: id }),
  packet: record({ profile: text, sha256: bytes(32), to: text, how: text, has: bytes() }),
  link: record({ a: id, b: id }),
  timestamp: record({ device: id, n: uint, sha256: bytes(32), stamped: uint, independent: flag, token: bytes(), chain: bytes() }),
  custody: record({ line: bytes(), device: maybe(id) }),
};

const VALUES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  case: { title: text, archived: flag, audience: oneOf("child", "me", "other"), labels: counters },
  settings: { neutral_words: text, login: text },
  passkey: { name: text },
  note: { text, removed: flag, happened: happenedShape },
  exhibit: { caption: text, order: text, happened: happenedShape },
  profile: { ...Object.fromEntries(PROFILE_TEXTS.map((field) => [field, text])), removed: flag },
  phone: { kind: text, happened_here: oneOf("yes", "no", "unknown") },
  followup: {
    number: orNull(id),
    contact: orNull(id),
    ask: text,
    due: localTime,
    zone,
    snoozed: orNull(localTime),
    rule: orNull(fitting(text, "rule", (value) => parseRule(value) !== null)),
    clock: orNull(record({ kind: oneOf(...CLOCKS), item: maybe(text), receipt: maybe(text), officer: maybe(text), since: maybe(text), until: maybe(text) })),
    state: oneOf("open", "done", "removed"),
    rev: uint,
  },
  call: {
    started: uint, service: text, role: oneOf(...ROLES), name: text, rank: text, badge: text, phone: text, said: text,
    file_number: text, marks: each(mark), promised: orNull(localTime), number: orNull(id), followup: orNull(id), after: orNull(id),
    state: oneOf("on", "ended", "dropped"),
  },
  support: { checked_in: uint },
  doors: { region: orNull(oneOf(...REGIONS)), about: texts, ...Object.fromEntries(DOORS.map((code) => [code, door])) },
  waiting: Object.fromEntries(TICKS.map((tick) => [tick, flag])),
  statement: { voice: oneOf(...VOICES), form: oneOf(...FORMS), after: orNull(id), state: oneOf("draft", "sealed", "dropped") },
  passage: { of: id, kind: oneOf("passage", "threat"), text, how: orNull(oneOf(...HOWS)), asked: orNull(text), exhibits: each(id), private: flag, place: text, removed: flag },
  packet: Object.fromEntries(DETAILS.map((field) => [field, text])),
};

const hlc: Shape = { read: pair, write: pair };

function pair(value: unknown): unknown {
  const two = Array.isArray(value) && value.length === 2 && value.every((part) => Number.isSafeInteger(part) && (part as number) >= 0);
  if (!two) throw new ShapeError("hlc");
  return value;
}

/** An unknown type, entity or field is kept untouched. */
function own<T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined;
}

function shapeOf(value: unknown): Shape {
  if (!isMap(value)) throw new ShapeError("record");
  if (value["k"] === "e") return record({ ...STAMP, type: text, id, body: own(BODIES, value["type"]) ?? map });
  if (value["k"] !== "s") throw new ShapeError("k");
  const field = own(own(VALUES, value["entity"]) ?? {}, value["field"]);
  return record({ ...STAMP, entity: text, id, field: text, value: field ?? anything, hlc });
}

export function readRecord(wire: unknown): Rec {
  return shapeOf(wire).read(wire) as Rec;
}

/** A plain value for CBOR. Throws ShapeError rather than write what no phone would read. */
export function writeRecord(rec: Rec): unknown {
  return shapeOf(rec).write(rec);
}

const MOST_RECORDS = 256;

/** The decoded payload of an op. Throws ShapeError. */
export function readRecords(wire: unknown): readonly Rec[] {
  if (!Array.isArray(wire) || wire.length === 0 || wire.length > MOST_RECORDS) throw new ShapeError("records");
  return wire.map(readRecord);
}

export function writeRecords(records: readonly Rec[]): readonly unknown[] {
  if (records.length === 0 || records.length > MOST_RECORDS) throw new ShapeError("records");
  return records.map(writeRecord);
}
