// The guide: the stages as a path, the one this case stands at opened.
import { Settings } from "lucide";
import type { JSX } from "preact";
import { now } from "../app/now.js";
import { prefs } from "../app/preferences.js";
import { useVault } from "../app/vault-context.js";
import { type Stage, stageOf, STAGES } from "../domain/stage.js";
import { spoken, t } from "../i18n/t.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { type Guide, type GuideBook, guidesOf } from "../guidance/guide-book.js";
import { WithGuides } from "../guidance/with-guides.js";

export function GuideScreen(): JSX.Element {
  const current = stageOf(useVault().current.value, now.value);
  return (
    <Screen title={t("guides.title")}>
      <WithGuides>
        {(book) => (
          <ol class="path">
            {STAGES.map((stage) => (
              <StagePart key={stage} stage={stage} here={stage === current} book={book} />
            ))}
          </ol>
        )}
      </WithGuides>
      <p class="muted">{t("guides.legal")}</p>
      <RowLink icon={Settings} href="#/settings" title={t("settings.title")} detail={t("settings.row_hint")} />
    </Screen>
  );
}

interface StageProps {
  readonly stage: Stage;
  readonly here: boolean;
  readonly book: GuideBook;
}

function StagePart({ stage, here, book }: StageProps): JSX.Element {
  const reader = prefs.value.audience === "me" ? "teen" : "parent";
  return (
    <li class={here ? "path-stage path-here" : "path-stage"}>
      <details class="disclosure" open={here}>
        <summary>
          {t(`guides.stages.${stage}`)} {here ? <span class="chip chip-here">{t("guides.stage_open")}</span> : null}
        </summary>
        <div class="rows">
          {guidesOf(book, stage, reader).map((guide) => (
            <RowLink key={guide.id} href={`#/guide/${guide.id}`} title={spoken(guide.title)} detail={readerWords(guide)} />
          ))}
        </div>
      </details>
    </li>
  );
}

function readerWords({ reader }: Guide): string | undefined {
  return reader === "anyone" ? undefined : t(`guides.readers.${reader}`);
}
