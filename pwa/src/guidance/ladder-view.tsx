// The ladder's rungs in order: why, what to say, and where a no leads.
import type { JSX } from "preact";
import { spoken, t } from "../i18n/t.js";
import type { RungWords } from "./guide-book.js";

export function Ladder({ rungs }: { readonly rungs: readonly RungWords[] }): JSX.Element {
  return (
    <ol class="ladder">
      {rungs.map(({ rung, title, why, say, if_no }) => (
        <li key={rung} class="rung">
          <h3>{spoken(title)}</h3>
          <p>{spoken(why)}</p>
          <blockquote>{spoken(say)}</blockquote>
          <p>
            <strong>{t("guides.if_no")}.</strong> {spoken(if_no)}
          </p>
        </li>
      ))}
    </ol>
  );
}
