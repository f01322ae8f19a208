// What became of each file: its label, or why it was not saved and what to do.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { NotHere, WhatNext } from "../app/not-here.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import type { FileOutcome } from "../vault/port.js";
import type { After } from "./capture-steps.js";

interface OutcomesProps extends After {
  readonly outcomes: readonly FileOutcome[];
}

export function Outcomes({ outcomes, later, onLater, onMore }: OutcomesProps): JSX.Element {
  const saved = outcomes.filter(({ result }) => result.ok && result.value.duplicateOf === null).length;
  const failed = outcomes.filter(({ result }) => !result.ok);
  const full = failed.some(({ result }) => !result.ok && result.type === "full");
  return (
    <Screen key="saved" title={saved > 0 ? t("capture.saved_title", { n: saved }) : t("capture.nothing_title")}>
      {saved > 0 ? <p class="lead">{t("capture.saved_here")}</p> : null}
      <ul class="rows">
        {outcomes.map((outcome, index) => (
          <li key={index}>
            <Outcome {...outcome} />
            {outcome.result.ok && outcome.result.value.duplicateOf === null ? <TakeOut id={outcome.result.value.id} /> : null}
          </li>
        ))}
      </ul>
      {full ? (
        <Card tone="due" title={t("capture.full_title")}>
          <p>{t("capture.full_body")}</p>
          <LinkButton weight="secondary" href="#/capture/describe">
            {t("capture.describe_instead")}
          </LinkButton>
        </Card>
      ) : null}
      <GoOn later={later} onLater={onLater} onMore={onMore} />
    </Screen>
  );
}

export function GoOn({ later, onLater, onMore }: After): JSX.Element {
  return (
    <>
      {later === null ? null : (
        <Button wide onClick={() => onLater(later)}>
          {t("capture.go_on", { n: later.files.length })}
        </Button>
      )}
      <div class="actions">
        <LinkButton href="#/today">{t("ui.done")}</LinkButton>
        <Button weight="secondary" onClick={onMore}>
          {t("capture.more")}
        </Button>
      </div>
    </>
  );
}

function Outcome({ name, result }: FileOutcome): JSX.Element {
  if (!result.ok) {
    return (
      <div class="row outcome-failed">
        <span class="row-main">
          <span class="row-title">{name}</span>
          <span>{t(`capture.failed.${result.type}`)}</span>
        </span>
      </div>
    );
  }
  const { id, label, duplicateOf } = result.value;
  return <RowLink href={`#/record/${id}`} title={label} detail={duplicateOf === null ? name : t("capture.duplicate", { label })} />;
}

/** Offered at once: someone who sees what they chose need not look for it in the record first. */
function TakeOut({ id }: { readonly id: string }): JSX.Element | null {
  const state = useVault().current.value;
  const exhibit = state?.exhibits.get(id);
  if (state === null || exhibit === undefined) return null;
  if (exhibit.removed === null) return <NotHere caseId={state.id} id={id} label={exhibit.label} onAsking={() => undefined} />;
  return (
    <>
      <Notice tone="info" live title={t("record.removed", { date: shortDate(exhibit.removed) })} />
      <WhatNext />
    </>
  );
}
