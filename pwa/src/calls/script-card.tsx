// What to say on this rung, in big words; the answers to a "no" and the unit to ask about, one tap further.
import type { JSX } from "preact";
import { FactView } from "../guidance/fact-view.js";
import type { GuideBook } from "../guidance/guide-book.js";
import { farAwaySay, findAnswers, readyAnswers, scriptOf, unitWords } from "../guidance/police-words.js";
import type { Rung } from "../domain/ladder.js";
import { serviceNamed } from "../domain/police-service.js";
import { spoken, t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { Disclosure } from "../ui/disclosure.js";
import { TextField } from "../ui/field.js";
import { useField } from "../ui/field-state.js";

interface WordsProps {
  readonly book: GuideBook;
  readonly rung: Rung;
  readonly service: string;
  /** The call is about someone far away: that is said too, whoever answers. */
  readonly far?: boolean;
}

export function CallWords({ book, rung, service, far = false }: WordsProps): JSX.Element {
  return (
    <>
      <Script book={book} rung={rung} far={far} />
      <Answers book={book} />
      <Unit book={book} service={service} />
    </>
  );
}

export function Script({ book, rung, far = false }: Omit<WordsProps, "service">): JSX.Element | null {
  const words = scriptOf(book, rung);
  if (words === undefined) return null;
  const said = [...(far && rung === "complaint_taker" ? [] : [words.say]), ...(far ? [farAwaySay(book)] : [])].filter((each) => each !== undefined);
  return (
    <Card tone="first" title={t("calls.say")}>
      {said.map((each) => (
        <blockquote class="script" key={spoken(each)}>
          {spoken(each)}
        </blockquote>
      ))}
      <Disclosure summary={t("calls.why")}>
        <p>{spoken(words.why)}</p>
        <p>{spoken(words.if_no)}</p>
      </Disclosure>
    </Card>
  );
}

function Facts({ book, keys }: { readonly book: GuideBook; readonly keys: readonly string[] }): JSX.Element {
  return (
    <div class="facts">
      {keys.map((key) => {
        const fact = book.facts[key];
        return fact === undefined ? null : <FactView key={key} fact={fact} />;
      })}
    </div>
  );
}

export function Answers({ book }: { readonly book: GuideBook }): JSX.Element {
  const typed = useField();
  const found = findAnswers(readyAnswers(book), typed.value.value);
  return (
    <Disclosure summary={t("calls.answers")}>
      <TextField field={typed} label={t("calls.answers_search")} />
      <p role="status" class="muted">
        {found.length === 0 ? t("calls.answers_none") : null}
      </p>
      {found.map(({ to, say, facts }) => (
        <section class="stack answer" key={spoken(to)}>
          <h3>{spoken(to)}</h3>
          {say.map((words) => (
            <blockquote key={spoken(words)}>{spoken(words)}</blockquote>
          ))}
          {facts.length === 0 ? null : (
            <Disclosure summary={t("calls.behind")}>
              <Facts book={book} keys={facts} />
            </Disclosure>
          )}
        </section>
      ))}
    </Disclosure>
  );
}

function Unit({ book, service }: { readonly book: GuideBook; readonly service: string }): JSX.Element {
  const { say, facts } = unitWords(book, serviceNamed(book.police, service)?.regions ?? []);
  return (
    <Disclosure summary={t("calls.unit")}>
      {say.map((words) => (
        <blockquote key={spoken(words)}>{spoken(words)}</blockquote>
      ))}
      <Facts book={book} keys={["police_units.how_to_reach", ...facts]} />
    </Disclosure>
  );
}
