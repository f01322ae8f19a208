// Where a notification could carry no buttons, they are here: neutral words only, the vault locked or not, nothing revealed before Show.
import { useSignal } from "@preact/signals";
import { CalendarPlus, Check } from "lucide";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { prefs } from "../app/preferences.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { Act } from "../vault/answers-port.js";

const SAID = { done: "followups.said_done", tomorrow: "followups.said_tomorrow" } as const;

export function TaskScreen({ id }: ScreenProps): JSX.Element {
  const vault = useVault();
  const waits = useSignal(false);
  const given = useSignal<Act | null>(null);
  const late = useSignal(false);
  const followup = id ?? "";
  const look = async (): Promise<void> => {
    waits.value = await vault.knocked(followup);
  };
  useEffect(() => void look(), [id]);
  const answer = async (act: Act): Promise<void> => {
    if (await vault.answer(followup, act)) given.value = act;
    await look();
  };
  const undo = async (): Promise<void> => {
    late.value = !(await vault.takeBack(followup));
    given.value = null;
    await look();
  };
  return (
    <Screen title={prefs.value.neutral_words ?? t("sw.reminder")}>
      {given.value === null ? null : (
        <Notice tone="done" live title={t(SAID[given.value])}>
          <Button weight="secondary" onClick={() => void undo()}>
            {t("ui.undo")}
          </Button>
        </Notice>
      )}
      {late.value ? <Notice tone="info" live title={t("followups.task.late")} /> : null}
      <LinkButton wide href={`#/followups/${followup}`}>
        {t("followups.task.show")}
      </LinkButton>
      {waits.value ? (
        <div class="actions">
          <Button weight="secondary" icon={Check} onClick={() => void answer("done")}>
            {t("followups.done_action")}
          </Button>
          <Button weight="secondary" icon={CalendarPlus} onClick={() => void answer("tomorrow")}>
            {t("followups.tomorrow")}
          </Button>
        </div>
      ) : null}
      {given.value === null || !navigator.onLine ? null : <p class="muted">{t("followups.task.close")}</p>}
    </Screen>
  );
}
