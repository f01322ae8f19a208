// What a new passphrase must be, the same wherever one is chosen.
import { t } from "../i18n/t.js";

const SHORTEST = 10;

export function passphraseWrong(passphrase: string): string | null {
  return Array.from(passphrase.normalize("NFKC")).length < SHORTEST ? t("accounts.passphrase_short") : null;
}
