// What went wrong with a passkey, in words; what any account form may meet keeps those words.
import { t } from "../i18n/t.js";
import type { AddPasskeyFailure, PasskeyTrouble } from "../vault/passkeys-port.js";
import type { AuthFailure, SignUpFailure } from "../vault/port.js";

const OWN = ["unsupported", "no_prf", "already", "cancelled", "refused", "too_many_passkeys", "last"] as const;
type Own = (typeof OWN)[number];
export type Trouble = (AddPasskeyFailure | PasskeyTrouble | AuthFailure | SignUpFailure)["type"] | Own;

function isOwn(type: Trouble): type is Own {
  return (OWN as readonly string[]).includes(type);
}

export function passkeyTrouble(type: Trouble): string {
  if (isOwn(type)) return t(`passkeys.failed.${type}`);
  return type === "moved_on" || type === "signed_out" || type === "revoked" ? t(`accounts.keys_failed.${type}`) : t(`accounts.failed.${type}`);
}
