// The state every account form has, made once per form.
import { useSignal } from "@preact/signals";
import type { FormState } from "./account-form.js";

export function useFormState(): FormState {
  return { attempt: useSignal(0), busy: useSignal(false), problem: useSignal<string | null>(null) };
}
