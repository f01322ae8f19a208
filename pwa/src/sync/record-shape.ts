// What each known record must look like before it is folded; docs/model.md as checks.
import { ROLES } from "../domain/records.js";

export type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const anyMap: Check = isMap;
const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const whole: Check = (value) => Number.isSafeInteger(value);
export const uint: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const bytes =
  (length: number): Check =>
  (value) =>
    value instanceof Uint8Array && value.length === length;
const someBytes: Check = (value) => value instanceof Uint8Array && value.length > 0;
export const id: Check = (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
const exactly =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** Keys that are not named are kept untouched. */
function shape(fields: Readonly<Record<string, Check>>): Check {
  return (value) => isMap(value) && Object.entries(fields).every(([key, check]) => check(value[key]));
}

function zone(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const blob = { id, key: bytes(32), hdr: bytes(64), commit: bytes(32), chunks: bytes(32) };
const label = matching(/^[A-Z]+-\d{3,}$/);
const fileExhibit = shape({
  label,
  kind: exactly("file"),
  via: exactly("picker", "camera", "paste", "drop", "share"),
  gate: exactly("clear"),
  received: uint,
  name: optional(text),
  mime: text,
  len: uint,
  sha256: bytes(32),
  blob: shape(blob),
  thumb: optional(shape({ ...blob, len: uint, w: uint, h: uint })),
  w: optional(uint),
  h: optional(uint),
});
const described = { what: text, app: optional(text), account: optional(text), device: optional(text), seen_by: optional(text), happened: optional(text) };
const describedExhibit = shape({
  label,
  kind: exactly("described"),
  via: exactly("typed"),
  gate: exactly("described"),
  received: uint,
  described: shape(described),
});

/** Bodies of the known events; an unknown type has none. */
export const BODIES: Readonly<Record<string, Check>> = {
  case_key: shape({ case: id, epoch: exactly(1), ck: bytes(32) }),
  exhibit: (value) => fileExhibit(value) || describedExhibit(value),
  contact: shape({
    kind: exactly("call", "visit", "message", "online"),
    started: uint,
    ended: optional(uint),
    service: text,
    role: exactly(...ROLES),
    ...{ name: optional(text), rank: optional(text), badge: optional(text), phone: optional(text), said: optional(text) },
    outcomes: optional(list(text)),
  }),
  number: shape({ kind: exactly("police_file", "cybertip", "cafc", "platform", "bank", "other"), value: text, org: text, contact: optional(id) }),
  statement: shape({ voice: text, text, sha256: bytes(32) }),
  addition: shape({ of: id, text }),
  correction: shape({ of: id, fields: anyMap }),
  removed: shape({ of: id }),
  custody: shape({ line: someBytes }),
};

const FIELDS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  case: { title: text, archived: flag, audience: exactly("child", "me", "other") },
  settings: { neutral_words: text, login: text },
  note: { text, removed: flag },
  exhibit: { caption: text, order: text, happened: anyMap },
  followup: {
    number: nullable(id),
    contact: nullable(id),
    ask: text,
    due: matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
    zone,
    rule: nullable(text),
    state: exactly("open", "done", "removed"),
    rev: uint,
  },
};

/** True for an unknown entity or field: kept, shown nowhere. */
export function setHolds(entity: string, field: string, value: unknown): boolean {
  const check = Object.hasOwn(FIELDS, entity) ? FIELDS[entity]?.[field] : undefined;
  return check === undefined || check(value);
}

/** The stamp every record carries. */
export const stamp = shape({ v: exactly(1), k: exactly("e", "s"), at: uint, tz: zone, off: optional(whole) });
export const eventFrame = shape({ type: text, id, body: anyMap });
export const setFrame = shape({ entity: text, id, field: text, hlc: (value) => Array.isArray(value) && value.length === 2 && value.every(uint) });
