// The case on screen, made at the first save so that looking around leaves nothing behind.
import { t } from "../i18n/t.js";
import type { Id } from "../domain/records.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";
import { writeAnswer } from "./phone-answer.js";
import { changePrefs, prefs } from "./preferences.js";

export async function ensureCase(vault: Vault): Promise<Result<Id, SaveFailure>> {
  const current = vault.current.value;
  if (current !== null) return { ok: true, value: current.id };
  const made = await vault.createCase(t("cases.first_title"), prefs.value.audience ?? null);
  if (made.ok) {
    await changePrefs({ first_run_done: true });
    await writeAnswer(vault, made.value);
  }
  return made;
}
