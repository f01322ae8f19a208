// A sealed version to be read aloud to an officer or printed: large, plain, nothing else on the page.
import { Printer } from "lucide";
import type { JSX } from "preact";
import { recordedTime } from "../app/recorded-time.js";
import { exhibitWords } from "../app/exhibit-words.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import type { Sealed, Statement } from "../domain/statement.js";
import { readStatement } from "../domain/statement-text.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { AccountView } from "./account-view.js";
import { fingerprintOf } from "./fingerprint.js";

interface ReadingProps {
  readonly statement: Statement;
  readonly sealed: Sealed;
  readonly state: CaseState;
}

export function ReadingScreen({ statement, sealed, state }: ReadingProps): JSX.Element {
  return (
    <Screen title={t(`statement.voice.${statement.voice}`)} back={{ href: `#/statement/${statement.id}`, label: t("ui.back") }}>
      <article class="statement-reading">
        <p class="muted">{t("statement.sealed.at", { time: recordedTime(sealed) })}</p>
        <AccountView text={sealed.body.text} />
        <Added sealed={sealed} />
        <Named sealed={sealed} state={state} />
        <p class="statement-signature">{t("statement.reading.signature")}</p>
        <p class="muted">{t("statement.reading.fingerprint")}</p>
        <p class="mono">{fingerprintOf(sealed.body.sha256)}</p>
        <p class="muted">{t("statement.sealed.proof_note")}</p>
      </article>
      <Button weight="secondary" wide icon={Printer} onClick={() => print()}>
        {t("statement.reading.print")}
      </Button>
    </Screen>
  );
}

function Added({ sealed }: Pick<ReadingProps, "sealed">): JSX.Element | null {
  if (sealed.additions.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("statement.reading.added")}</h2>
      {sealed.additions.map(({ id, at, text }) => (
        <div key={id}>
          <p class="muted">{exactTime(at)}</p>
          <p class="verbatim">{text}</p>
        </div>
      ))}
    </section>
  );
}

function Named({ sealed, state }: Pick<ReadingProps, "sealed" | "state">): JSX.Element | null {
  const labels = [...new Set(readStatement(sealed.body.text)?.parts.flatMap(({ exhibits }) => exhibits) ?? [])].sort();
  if (labels.length === 0) return null;
  const exhibits = new Map([...state.exhibits.values()].map((exhibit): [string, Exhibit] => [exhibit.label, exhibit]));
  return (
    <section class="stack">
      <h2>{t("statement.reading.exhibits")}</h2>
      <ul class="plain-list">
        {labels.map((label) => {
          const exhibit = exhibits.get(label);
          return <li key={label}>{exhibit === undefined || exhibit.removed !== null ? label : `${label} · ${exhibitWords(exhibit)}`}</li>;
        })}
      </ul>
    </section>
  );
}
