// A text that is equal for equal values: what ties are broken by when clocks and devices agree.
import { hex } from "../bytes.js";

export function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `h'${hex(value)}'`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
  }
  // undefined and functions have no CBOR form; String() keeps this total.
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** By UTF-16 code unit: the same on every phone, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
