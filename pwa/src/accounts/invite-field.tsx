// The invitation code of a server that is for some people only.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import type { FieldState, Rule } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";

/** `field` is null while the server asks for none; `ask` when it turns out that it does. */
export interface Invite {
  readonly field: FieldState | null;
  readonly ask: () => void;
}

export function inviteRules({ field }: Invite): readonly Rule[] {
  return field === null ? [] : [[field, field.value.value.trim() === "" ? t("accounts.failed.invite") : null]];
}

export function InviteField({ field }: Invite): JSX.Element | null {
  return field && <TextField field={field} label={t("accounts.invite")} hint={t("accounts.invite_hint")} />;
}
