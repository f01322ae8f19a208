// One yes-or-no of a form, as big as the other choices.
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";

interface CheckProps {
  readonly checked: Signal<boolean>;
  readonly label: string;
  readonly hint?: string;
}

export function Check({ checked, label, hint }: CheckProps): JSX.Element {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked.value} onChange={(event) => (checked.value = event.currentTarget.checked)} />
      <span>
        {label}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
    </label>
  );
}
