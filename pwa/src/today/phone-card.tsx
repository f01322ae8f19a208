// Asked once something is saved: is this the phone it happened on? While the record lives nowhere else, what follows stays here.
import type { JSX } from "preact";
import { PhoneAdvice } from "../app/phone-advice.js";
import { useSaving } from "../app/use-saving.js";
import { useVault } from "../app/vault-context.js";
import { setPhone } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { HAPPENED_HERE, happenedHere, policeMayNeed } from "../domain/phones.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";

export function PhoneCard({ state }: { readonly state: CaseState }): JSX.Element | null {
  const vault = useVault();
  const { busy, problem, save } = useSaving(state.id);
  const device = vault.deviceId();
  if (device === null || state.exhibits.size + state.notes.size + state.contacts.size === 0) return null;
  const answer = happenedHere(state, device);
  if (answer !== null) return policeMayNeed(answer) && vault.login.value === null ? <PhoneAdvice answer={answer} /> : null;
  return (
    <Card title={t("phones.question")}>
      <p>{t("phones.why")}</p>
      {problem === null ? null : <Notice tone="wrong" live title={problem} />}
      <div class="actions">
        {HAPPENED_HERE.map((each) => (
          <Button key={each} weight="secondary" busy={busy} onClick={() => void save((stamp) => setPhone(stamp, device, { happened_here: each }))}>
            {t(`phones.${each}`)}
          </Button>
        ))}
      </div>
    </Card>
  );
}
