// The second way to be reminded: the same list in the phone's calendar, in neutral words, or on paper.
import { useSignal } from "@preact/signals";
import { CalendarArrowDown, Printer, Share2 } from "lucide";
import type { JSX } from "preact";
import { download, shareable } from "../app/hand-over.js";
import { prefs } from "../app/preferences.js";
import { calendarOf } from "../domain/calendar.js";
import type { CaseState } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";

const TYPE = "text/calendar";

function made(states: readonly CaseState[]): Blob {
  const title = prefs.value.neutral_words ?? t("sw.reminder");
  const followups = states.flatMap((state) => [...state.followups.values()]);
  return new Blob([calendarOf(followups, title, Date.now())], { type: TYPE });
}

export function TakeAlong({ states }: { readonly states: readonly CaseState[] }): JSX.Element {
  const saved = useSignal(false);
  const name = t("followups.take.file_name");
  const save = (): void => {
    const url = URL.createObjectURL(made(states));
    download(url, name);
    saved.value = true;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const share = (data: ShareData): void => {
    // AbortError: the person closed the sheet. Anything else: the other button is there.
    navigator.share(data).catch((error: unknown) => {
      if (!(error instanceof DOMException)) throw error;
    });
  };
  const sharing = shareable(new Blob(), name, TYPE) !== null;
  return (
    <Card title={t("followups.take.title")}>
      <p>{t("followups.take.body")}</p>
      <p class="muted">{t("followups.take.shared")}</p>
      <div class="actions">
        <Button weight="secondary" icon={CalendarArrowDown} onClick={save}>
          {t("followups.take.calendar")}
        </Button>
        {sharing ? (
          <Button weight="secondary" icon={Share2} onClick={() => {
            const data = shareable(made(states), name, TYPE);
            if (data !== null) share(data);
          }}>
            {t("followups.take.send")}
          </Button>
        ) : null}
        <Button weight="secondary" icon={Printer} onClick={() => print()}>
          {t("followups.take.print")}
        </Button>
      </div>
      <p role="status" class="muted">
        {saved.value ? t("followups.take.saved") : null}
      </p>
    </Card>
  );
}
