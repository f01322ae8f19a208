// All statements of the case: drafts to go on with, sealed ones to read, and a new one for each voice.
import { useSignal } from "@preact/signals";
import { Lock, PenLine } from "lucide";
import type { JSX } from "preact";
import { recordedTime } from "../app/recorded-time.js";
import { prefs } from "../app/preferences.js";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { around } from "../domain/search.js";
import { isDraft, type Statement, wordsOf } from "../domain/statement.js";
import type { Form, Voice } from "../domain/statement-text.js";
import { timeline } from "../domain/timeline.js";
import { type PlainKey, t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { RowButton, RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { begin } from "./begin.js";

const FIRST_WORDS = 60;

interface Kind {
  readonly voice: Voice;
  readonly form: Form;
  readonly words: PlainKey;
  readonly hint: PlainKey;
}

const BESIDE: readonly Kind[] = [
  { voice: "adult", form: "adult", words: "statement.begin.adult", hint: "statement.begin.adult_hint" },
  { voice: "young", form: "under18", words: "statement.begin.young_under18", hint: "statement.begin.young_under18_hint" },
  { voice: "young", form: "adult", words: "statement.begin.young_adult", hint: "statement.begin.young_adult_hint" },
];

const MINE: readonly Kind[] = [
  { voice: "young", form: "under18", words: "statement.begin.me_under18", hint: "statement.begin.me_under18_hint" },
  { voice: "young", form: "adult", words: "statement.begin.me_adult", hint: "statement.begin.me_adult_hint" },
  { voice: "adult", form: "adult", words: "statement.begin.me_other", hint: "statement.begin.me_other_hint" },
];

export function StatementsScreen(): JSX.Element {
  const state = useVault().current.value;
  const all = state === null ? [] : timeline(state).flatMap((item) => (item.kind === "statement" ? [item.statement] : [])).toReversed();
  return (
    <Screen title={t("statement.title")} back={{ href: "#/today", label: t("today.title") }}>
      <p class="lead">{t("statement.lead")}</p>
      <Some title={t("statement.go_on")} statements={all.filter(isDraft)} />
      <Begin />
      <Some title={t("statement.sealed_title")} statements={all.filter((one) => !isDraft(one))} />
    </Screen>
  );
}

function Begin(): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const start = async ({ voice, form }: Kind): Promise<void> => {
    const begun = await begin(vault, voice, form);
    if (begun.ok) go(`#/statement/${begun.value}`);
    else problem.value = failureWords(begun.type);
  };
  return (
    <section class="stack">
      <h2>{t("statement.begin_title")}</h2>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <div class="rows">
        {(prefs.value.audience === "me" ? MINE : BESIDE).map((kind) => (
          <RowButton key={kind.words} icon={PenLine} title={t(kind.words)} detail={t(kind.hint)} onClick={() => void start(kind)} />
        ))}
      </div>
      <p class="muted">{t("statement.voices_note")}</p>
    </section>
  );
}

function Some({ title, statements }: { readonly title: string; readonly statements: readonly Statement[] }): JSX.Element | null {
  if (statements.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <ul class="rows">
        {statements.map((one) => (
          <li key={one.id}>
            <RowLink
              icon={one.sealed === null ? PenLine : Lock}
              href={`#/statement/${one.id}`}
              title={around(wordsOf(one), "", FIRST_WORDS)}
              detail={[t(`statement.voice.${one.voice}`), one.sealed === null ? null : t("statement.sealed.at", { time: recordedTime(one.sealed) })].filter((part) => part !== null).join(" · ")}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
