// What a form field holds: its text, its error, and the id that ties label, hint and error together.
import { signal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";

export interface FieldState {
  readonly id: string;
  readonly value: Signal<string>;
  readonly error: Signal<string | null>;
}

/** For a form that outlives its screen: the id must not depend on where it is drawn. */
export function makeField(id: string, initial = ""): FieldState {
  return { id, value: signal(initial), error: signal<string | null>(null) };
}

export function useField(initial = ""): FieldState {
  const id = useId();
  const [state] = useState(() => makeField(id, initial));
  return state;
}

export type Rule = readonly [field: FieldState, message: string | null];

/** Sets every field's error and answers whether the form may go on. */
export function check(rules: readonly Rule[]): boolean {
  const failing = new Map<FieldState, string>();
  for (const [field, message] of rules) if (message !== null && !failing.has(field)) failing.set(field, message);
  for (const [field] of rules) field.error.value = failing.get(field) ?? null;
  return failing.size === 0;
}
