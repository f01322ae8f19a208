// What one entry of the inbox holds: a note, a file, or words from a call, with the moment it was received.
import type { FileExhibit, Id, Ms } from "./records.js";
import { FILE_FIELDS, STAMP } from "./schema.js";
import { id, isMap, oneOf, record, type Shape, ShapeError, text, uint } from "./shape.js";

export interface Received {
  readonly at: Ms;
  readonly tz: string;
  readonly off?: number;
}

export type WaitingFile = Omit<FileExhibit, "label" | "kind" | "gate" | "received">;

export type Waiting = Received & {
  readonly v: 1;
  /** Its place among what came at once. */
  readonly n: number;
} & ({ readonly kind: "note"; readonly text: string } | { readonly kind: "file"; readonly file: WaitingFile } | { readonly kind: "call"; readonly case: Id; readonly call: Id; readonly text: string });

const KINDS: Readonly<Record<string, Shape>> = {
  note: record({ ...STAMP, n: uint, kind: oneOf("note"), text }),
  file: record({ ...STAMP, n: uint, kind: oneOf("file"), file: record(FILE_FIELDS) }),
  call: record({ ...STAMP, n: uint, kind: oneOf("call"), case: id, call: id, text }),
};

function shapeOf(value: unknown): Shape {
  const kind = isMap(value) ? value["kind"] : undefined;
  const shape = typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (shape === undefined) throw new ShapeError("kind");
  return shape;
}

/** From decoded CBOR. Throws ShapeError. */
export function readWaiting(wire: unknown): Waiting {
  return shapeOf(wire).read(wire) as Waiting;
}

/** A plain value for CBOR. Throws ShapeError. */
export function writeWaiting(item: Waiting): unknown {
  return shapeOf(item).write(item);
}
