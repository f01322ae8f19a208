// What a login name must be before the server is asked.
import { t } from "../i18n/t.js";

const LENGTHS = [3, 64] as const;

/** Words, or null when it will do. */
export function loginWrong(login: string): string | null {
  const length = Array.from(login.normalize("NFKC").trim()).length;
  return length < LENGTHS[0] || length > LENGTHS[1] ? t("accounts.login_form") : null;
}
