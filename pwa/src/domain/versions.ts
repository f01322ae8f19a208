// Every value a field has had, oldest first, with when and on which device it was written.
import type { EntityFields } from "./fields.js";
import { type Log, versionsOf } from "./merge.js";
import type { Entity, Id } from "./records.js";
import { type Written, writtenAt } from "./written.js";

export interface Version<T> extends Written {
  readonly value: T;
  readonly device: Id;
}

/** Trusts the values' types: records are checked (schema.ts) before they are folded. */
export function versions<E extends Entity, F extends string & keyof EntityFields[E]>(
  log: Log,
  entity: E,
  id: Id,
  field: F,
): readonly Version<EntityFields[E][F]>[] {
  return versionsOf(log, entity, id, field).map(({ rec, device }) => ({
    value: rec.value as EntityFields[E][F],
    ...writtenAt(rec),
    device,
  }));
}

/** The value that holds; undefined where none was ever written. */
export function current<E extends Entity, F extends string & keyof EntityFields[E]>(
  log: Log,
  entity: E,
  id: Id,
  field: F,
): EntityFields[E][F] | undefined {
  return versions(log, entity, id, field).at(-1)?.value;
}
