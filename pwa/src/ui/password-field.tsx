// A secret typed by hand: hidden, with a button that shows it.
import { useSignal } from "@preact/signals";
import { Eye, EyeOff } from "lucide";
import type { JSX } from "preact";
import { Button } from "./button.js";
import type { FieldState } from "./field-state.js";
import { inputType } from "./input-type.js";
import { describedBy, FieldFrame } from "./field.js";

interface PasswordProps {
  readonly field: FieldState;
  readonly label: string;
  readonly hint?: string;
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly autocomplete: "new-password" | "current-password" | "off";
}

export function PasswordField({ field, label, hint, showLabel, hideLabel, autocomplete }: PasswordProps): JSX.Element {
  const shown = useSignal(false);
  const word = shown.value ? hideLabel : showLabel;
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <div class="with-button">
        <input
          id={field.id}
          class="input"
          {...inputType(shown.value ? "text" : "password")}
          value={field.value.value}
          autocomplete={autocomplete}
          spellcheck={false}
          autocapitalize="off"
          aria-describedby={describedBy(field, hint)}
          aria-invalid={field.error.value === null ? undefined : "true"}
          onInput={(event) => {
            field.value.value = event.currentTarget.value;
          }}
        />
        <Button weight="secondary" icon={shown.value ? EyeOff : Eye} pressed={shown.value} label={`${word}: ${label}`} onClick={() => (shown.value = !shown.value)}>
          {word}
        </Button>
      </div>
    </FieldFrame>
  );
}
