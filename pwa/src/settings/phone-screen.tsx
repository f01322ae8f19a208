// Whose phone is this: the answer, which can change, what follows from it, and what to do when police take a phone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { PhoneAdvice } from "../app/phone-advice.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setPhone } from "../domain/build.js";
import { HAPPENED_HERE, happenedHere, type HappenedHere } from "../domain/phones.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Pick } from "../ui/pick.js";

export function PhoneScreen(): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const state = vault.current.value;
  const device = vault.deviceId();
  const answer = state === null || device === null ? null : happenedHere(state, device);
  const pick = async (next: HappenedHere): Promise<void> => {
    const made = await ensureCase(vault);
    const saved = made.ok && device !== null ? await vault.save(made.value, (stamp) => setPhone(stamp, device, { happened_here: next })) : made;
    problem.value = saved.ok ? null : failureWords(saved.type);
  };
  return (
    <Screen title={t("phones.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <Pick legend={t("phones.question")} hint={t("phones.why")} value={answer} options={HAPPENED_HERE.map((value) => ({ value, label: t(`phones.${value}`) }))} onPick={(next) => void pick(next)} />
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {answer === null ? null : <PhoneAdvice answer={answer} />}
      <Card title={t("phones.taken_title")}>
        <p>{t("phones.taken")}</p>
        <p>{t("phones.taken_sign_out")}</p>
        {vault.login.value === null ? null : (
          <LinkButton weight="secondary" href="#/account/devices">
            {t("accounts.devices.title")}
          </LinkButton>
        )}
      </Card>
    </Screen>
  );
}
