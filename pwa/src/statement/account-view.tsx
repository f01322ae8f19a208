// A statement as it reads: each passage with how its writer knows and what shows it, then the exact words of threats.
import type { JSX } from "preact";
import type { Part } from "../domain/statement-text.js";
import { readStatement } from "../domain/statement-text.js";
import { t } from "../i18n/t.js";
import { promptKey } from "./prompts.js";

/** `text` as sealed; one that this Holdfast cannot read is shown as it stands. */
export function AccountView({ text }: { readonly text: string }): JSX.Element {
  const account = readStatement(text);
  if (account === null) return <div class="verbatim">{text}</div>;
  return (
    <div class="statement-account">
      {account.parts.map((part, place) => (
        <PartView key={place} part={part} />
      ))}
    </div>
  );
}

/** What stays out of every packet, apart from what does not. */
export function PrivateView({ text }: { readonly text: string | null }): JSX.Element | null {
  if (text === null) return null;
  return (
    <section class="card">
      <h2>{t("statement.private.title")}</h2>
      <p class="muted">{t("statement.private.note")}</p>
      <AccountView text={text} />
    </section>
  );
}

function PartView({ part }: { readonly part: Part }): JSX.Element {
  const marks = [part.how === null ? null : t(`statement.editor.${part.how}`), ...part.exhibits].filter((mark) => mark !== null);
  return (
    <section class="statement-part">
      {part.asked === null ? null : <p class="muted">{questionWords(part.asked)}</p>}
      {part.kind === "threat" ? (
        <>
          <p class="muted">{t("statement.account.threat")}</p>
          <blockquote class="verbatim">{part.words}</blockquote>
        </>
      ) : (
        <p class="verbatim">{part.words}</p>
      )}
      {marks.length === 0 ? null : <p class="statement-marks">{marks.join(" · ")}</p>}
    </section>
  );
}

function questionWords(asked: string): string {
  const key = promptKey(asked);
  return key === null ? t("statement.account.asked_other") : t("statement.account.asked", { question: t(key) });
}
