// The list as it is printed: everything due and coming, with room to write beside it.
import type { JSX } from "preact";
import { phoneOf } from "../app/followup-actions.js";
import { numberLabel } from "../app/number-value.js";
import type { CaseState } from "../domain/fold.js";
import type { Followup } from "../domain/followup.js";
import { clockTime, longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";

function soonestFirst(states: readonly CaseState[]): readonly { readonly followup: Followup; readonly state: CaseState }[] {
  const all = states.flatMap((state) => [...state.followups.values()].map((followup) => ({ followup, state })));
  return all.filter(({ followup }) => followup.state === "open").sort((a, b) => a.followup.dueAt - b.followup.dueAt);
}

export function PaperList({ states }: { readonly states: readonly CaseState[] }): JSX.Element {
  return (
    <table class="paper-list">
      <caption>{t("followups.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("followups.quick")}</th>
          <th scope="col">{t("followups.take.number")}</th>
          <th scope="col">{t("followups.ask")}</th>
          <th scope="col">{t("followups.take.notes")}</th>
        </tr>
      </thead>
      <tbody>
        {soonestFirst(states).map(({ followup, state }) => (
          <Row key={followup.id} followup={followup} state={state} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ followup, state }: { readonly followup: Followup; readonly state: CaseState }): JSX.Element {
  const number = state.numbers.get(followup.number ?? "");
  const { dueAt, zone, ask } = followup;
  return (
    <tr>
      <td>
        {longDate(dueAt, zone)}
        <br />
        {clockTime(dueAt, zone)}
      </td>
      <td>
        {number === undefined ? null : `${numberLabel(number)} ${number.body.value}`}
        <br />
        {phoneOf(state, followup)}
      </td>
      <td>{ask}</td>
      <td />
    </tr>
  );
}
