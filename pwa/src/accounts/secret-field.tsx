// The passphrase field with its words, the same in every account form.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import type { FieldState } from "../ui/field-state.js";
import { PasswordField } from "../ui/password-field.js";

interface SecretProps {
  readonly field: FieldState;
  readonly label: string;
  readonly hint?: string;
  readonly fresh?: boolean;
}

export function SecretField({ field, label, hint, fresh = false }: SecretProps): JSX.Element {
  return (
    <PasswordField
      field={field}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      showLabel={t("ui.show")}
      hideLabel={t("ui.hide")}
      autocomplete={fresh ? "new-password" : "current-password"}
    />
  );
}
