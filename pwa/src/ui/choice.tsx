// One answer out of a few, as big radio rows in a fieldset.
import type { JSX } from "preact";
import type { FieldState } from "./field-state.js";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceProps {
  readonly field: FieldState;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly onChange?: (value: string) => void;
}

export function Choice({ field, legend, hint, options, onChange }: ChoiceProps): JSX.Element {
  const wrong = field.error.value !== null;
  return (
    <fieldset class={wrong ? "field field-wrong" : "field"} aria-describedby={wrong ? `${field.id}-error` : undefined}>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      {wrong ? (
        <p class="error" id={`${field.id}-error`}>
          {field.error.value}
        </p>
      ) : null}
      {options.map((option, index) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            id={index === 0 ? field.id : undefined}
            name={field.id}
            value={option.value}
            checked={field.value.value === option.value}
            onChange={() => {
              field.value.value = option.value;
              onChange?.(option.value);
            }}
          />
          <span>
            {option.label}
            {option.hint === undefined ? null : <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
