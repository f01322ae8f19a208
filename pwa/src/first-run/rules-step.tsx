// The rules for a parent, or reassurance for a teen; then what to do now.
import { Camera, Compass, Phone } from "lucide";
import type { JSX } from "preact";
import { FiveRules, Repairs } from "../app/rules.js";
import { TeenFirst } from "../app/teen-first.js";
import type { Audience } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { RowButton } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

interface RulesProps {
  readonly audience: Audience;
  readonly onBack: () => void;
  readonly onSave: () => void;
  readonly onDone: (hash: `#/${string}`) => void;
}

export function RulesStep({ audience, onBack, onSave, onDone }: RulesProps): JSX.Element {
  const teen = audience === "me";
  const lead = teen ? "first_run.teen_lead" : audience === "child" ? "first_run.parent_lead" : "first_run.other_lead";
  return (
    <Screen title={teen ? t("first_run.teen_title") : t("first_run.parent_title")}>
      <p class="lead">{t(lead)}</p>
      {teen ? <TeenFirst /> : <FiveRules />}
      <Repairs />
      <section class="stack">
        <h2>{t("first_run.next_title")}</h2>
        <div class="rows">
          <RowButton icon={Camera} title={t("first_run.save_proof")} detail={t("first_run.save_proof_hint")} onClick={onSave} />
          <RowButton icon={Phone} title={t("first_run.call_police")} detail={t("first_run.call_police_hint")} onClick={() => onDone("#/calls/start")} />
          <RowButton icon={Compass} title={t("first_run.look_around")} detail={t("first_run.look_around_hint")} onClick={() => onDone("#/today")} />
        </div>
      </section>
      <Button weight="quiet" onClick={onBack}>
        {t("ui.back")}
      </Button>
    </Screen>
  );
}
