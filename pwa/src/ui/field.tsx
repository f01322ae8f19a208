// Labelled inputs after the GOV.UK pattern: label, hint, error, input, in that order.
import type { ComponentChildren, JSX } from "preact";
import type { FieldState } from "./field-state.js";
import { inputType } from "./input-type.js";

interface Common {
  readonly field: FieldState;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface TextProps extends Common {
  readonly type?: "text" | "tel" | "date" | "time" | "datetime-local" | "password";
  readonly autocomplete?: "off" | "username";
  readonly inputMode?: "text" | "numeric" | "tel";
  readonly spellcheck?: boolean;
  readonly list?: readonly string[];
  readonly big?: boolean;
  readonly onInput?: () => void;
}

export function describedBy(field: FieldState, hint: string | undefined): string | undefined {
  const parts = [hint === undefined ? null : `${field.id}-hint`, field.error.value === null ? null : `${field.id}-error`];
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? undefined : present.join(" ");
}

export function FieldFrame({ field, label, hint, children }: Common & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class={field.error.value === null ? "field" : "field field-wrong"}>
      <label for={field.id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${field.id}-hint`}>
          {hint}
        </p>
      )}
      {field.error.value === null ? null : (
        <p class="error" id={`${field.id}-error`}>
          {field.error.value}
        </p>
      )}
      {children}
    </div>
  );
}

export function TextField({ field, label, hint, type = "text", autocomplete = "off", inputMode, spellcheck = false, list, big = false, onInput }: TextProps): JSX.Element {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <input
        id={field.id}
        class={big ? "input input-big" : "input"}
        {...inputType(type)}
        value={field.value.value}
        autocomplete={autocomplete}
        inputMode={inputMode}
        spellcheck={spellcheck}
        autocapitalize={spellcheck ? "sentences" : "off"}
        list={list === undefined ? undefined : `${field.id}-list`}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.error.value === null ? undefined : "true"}
        onInput={(event) => {
          field.value.value = event.currentTarget.value;
          onInput?.();
        }}
      />
      {list === undefined ? null : (
        <datalist id={`${field.id}-list`}>
          {list.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

export function TextArea({ field, label, hint, rows = 4, onInput }: Common & { readonly rows?: number; readonly onInput?: () => void }): JSX.Element {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <textarea
        id={field.id}
        class="input"
        rows={rows}
        value={field.value.value}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.error.value === null ? undefined : "true"}
        onInput={(event) => {
          field.value.value = event.currentTarget.value;
          onInput?.();
        }}
      />
    </FieldFrame>
  );
}
