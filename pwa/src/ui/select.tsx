// One answer out of a few in one line: the phone's own list.
import type { JSX } from "preact";
import { describedBy, FieldFrame } from "./field.js";
import type { FieldState } from "./field-state.js";
import type { Option } from "./choice.js";

interface SelectProps {
  readonly field: FieldState;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly onChange?: (value: string) => void;
}

export function Select({ field, label, hint, options, onChange }: SelectProps): JSX.Element {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <select
        id={field.id}
        class="input"
        value={field.value.value}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.error.value === null ? undefined : "true"}
        onChange={(event) => {
          field.value.value = event.currentTarget.value;
          onChange?.(event.currentTarget.value);
        }}
      >
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
