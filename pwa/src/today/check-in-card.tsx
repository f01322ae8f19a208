// How are you? On its day, apart from police: people to talk to, and one tap that says it was seen.
import { HeartHandshake } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { helpOpen } from "../app/help-open.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setSupport } from "../domain/build.js";
import { checkInOf } from "../domain/check-in.js";
import type { CaseState } from "../domain/fold.js";
import type { Ms } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";

export function CheckInCard({ state, now }: { readonly state: CaseState; readonly now: Ms }): JSX.Element | null {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const day = checkInOf(state, now);
  if (day === null) return null;
  const seen = async (): Promise<void> => {
    const saved = await vault.save(state.id, (stamp) => setSupport(stamp, state.id, { checked_in: day }));
    problem.value = saved.ok ? null : failureWords(saved.type);
  };
  return (
    <Card title={t("today.check_in.title")}>
      <p>{t("today.check_in.body")}</p>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <div class="actions">
        <Button weight="secondary" icon={HeartHandshake} onClick={() => (helpOpen.value = true)}>
          {t("today.check_in.talk")}
        </Button>
        <Button weight="secondary" onClick={() => void seen()}>
          {t("today.check_in.fine")}
        </Button>
      </div>
    </Card>
  );
}
