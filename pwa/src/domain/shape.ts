// Two-way shapes: each checks a value from a decoded op and gives the domain's form of it, and back.
import { hex } from "../bytes.js";

/** Thrown by a shape's read; the reader of ops answers with the refusal `schema`. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

export interface Shape {
  /** Ids come in as 16 bytes and go out as 32 hex digits. */
  read(wire: unknown): unknown;
  write(value: unknown): unknown;
}

function checked(name: string, holds: (value: unknown) => boolean): Shape {
  const same = (value: unknown): unknown => {
    if (!holds(value)) throw new ShapeError(name);
    return value;
  };
  return { read: same, write: same };
}

export const text = checked("text", (value) => typeof value === "string");
export const flag = checked("flag", (value) => typeof value === "boolean");
export const integer = checked("integer", Number.isSafeInteger);
export const uint = checked("uint", (value) => Number.isSafeInteger(value) && (value as number) >= 0);
export const anything = checked("anything", () => true);
export const map = checked("map", (value) => isMap(value));
export const counters = checked("counters", (value) => isMap(value) && Object.values(value).every((count) => Number.isSafeInteger(count) && (count as number) >= 0));
export const texts = checked("texts", (value) => Array.isArray(value) && value.every((item) => typeof item === "string"));

export function bytes(length?: number): Shape {
  return checked("bytes", (value) => value instanceof Uint8Array && (length === undefined || value.length === length));
}

export function oneOf(...values: readonly unknown[]): Shape {
  return checked("value", (value) => values.includes(value));
}

export function fitting(shape: Shape, name: string, holds: (value: string) => boolean): Shape {
  const check = (value: unknown): unknown => {
    if (typeof value !== "string" || !holds(value)) throw new ShapeError(name);
    return value;
  };
  return { read: (wire) => check(shape.read(wire)), write: (value) => shape.write(check(value)) };
}

/** A list of these. */
export function each(shape: Shape): Shape {
  const all = (value: unknown, way: "read" | "write"): unknown => {
    if (!Array.isArray(value)) throw new ShapeError("list");
    return value.map((item) => shape[way](item));
  };
  return { read: (wire) => all(wire, "read"), write: (value) => all(value, "write") };
}

const ID = /^[0-9a-f]{32}$/;

export const id: Shape = {
  read(wire) {
    if (!(wire instanceof Uint8Array) || wire.length !== 16) throw new ShapeError("id");
    return hex(wire);
  },
  write(value) {
    if (typeof value !== "string" || !ID.test(value)) throw new ShapeError("id");
    return Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  },
};

export function orNull(shape: Shape): Shape {
  return {
    read: (wire) => (wire === null ? null : shape.read(wire)),
    write: (value) => (value === null ? null : shape.write(value)),
  };
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** An absent optional key is absent, never null. */
export interface Optional {
  readonly optional: Shape;
}
export type Fields = Readonly<Record<string, Shape | Optional>>;

export const maybe = (shape: Shape): Optional => ({ optional: shape });

/** A map with these keys; keys it does not know are kept untouched. */
export function record(fields: Fields): Shape {
  const both = (value: unknown, way: "read" | "write"): unknown => {
    if (!isMap(value)) throw new ShapeError("map");
    const made: Record<string, unknown> = { ...value };
    for (const [key, field] of Object.entries(fields)) {
      const there = Object.hasOwn(value, key);
      if ("optional" in field) {
        if (there) made[key] = field.optional[way](value[key]);
      } else if (there) made[key] = field[way](value[key]);
      else throw new ShapeError(`no ${key}`);
    }
    return made;
  };
  return { read: (wire) => both(wire, "read"), write: (value) => both(value, "write") };
}
