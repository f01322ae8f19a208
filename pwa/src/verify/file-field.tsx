// One file to choose, with the browser's own control behind a label of ours.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

export function FileField({ label, accept, chosen, error = null }: { readonly label: string; readonly accept?: string; readonly chosen: Signal<File | null>; readonly error?: string | null }): JSX.Element {
  const id = useId();
  return (
    <div class={error === null ? "field" : "field field-wrong"}>
      <label for={id}>{label}</label>
      {error === null ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <input
        id={id}
        class="input"
        type="file"
        {...(accept === undefined ? {} : { accept })}
        aria-describedby={error === null ? undefined : `${id}-error`}
        aria-invalid={error === null ? undefined : "true"}
        onChange={(event) => (chosen.value = event.currentTarget.files?.[0] ?? null)}
      />
    </div>
  );
}
