// Who can help: which doors fit what it is about, each with how far it is, its number and its next day.
import { Check, Circle, Minus } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { ensureCase } from "../app/first-case.js";
import { now } from "../app/now.js";
import { RegionField } from "../app/region-field.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setDoors } from "../domain/build.js";
import { aboutOf, type Door, doorsOf, followupAt, MATTERS, numbersAt } from "../domain/doors.js";
import type { CaseState } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

const ICONS = { todo: Circle, done: Check, not_needed: Minus } as const;

export function DoorsScreen(): JSX.Element {
  const state = useVault().current.value;
  const doors = doorsOf(state);
  const others = doors.filter(({ fits }) => !fits);
  return (
    <Screen title={t("doors.title")} back={{ href: "#/today", label: t("today.title") }}>
      <p class="lead">{t("doors.lead")}</p>
      <Matters state={state} />
      <RegionField />
      <Rows doors={doors.filter(({ fits }) => fits)} state={state} />
      {others.length === 0 ? null : (
        <Disclosure summary={t("doors.others")}>
          <Rows doors={others} state={state} />
        </Disclosure>
      )}
    </Screen>
  );
}

/** Each a tap, saved at once; a second tap takes it back. */
function Matters({ state }: { readonly state: CaseState | null }): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const about = aboutOf(state);
  const toggle = async (matter: string): Promise<void> => {
    const next = about.includes(matter) ? about.filter((one) => one !== matter) : [...about, matter];
    const made = await ensureCase(vault);
    const saved = made.ok ? await vault.save(made.value, (stamp) => setDoors(stamp, made.value, { about: next })) : made;
    problem.value = saved.ok ? null : failureWords(saved.type);
  };
  return (
    <section class="stack">
      <h2>{t("doors.about")}</h2>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <div class="chips" role="group" aria-label={t("doors.about")}>
        {MATTERS.map((matter) => (
          <Button key={matter} weight="secondary" pressed={about.includes(matter)} onClick={() => void toggle(matter)}>
            {t(`doors.matter.${matter}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

interface RowsProps {
  readonly doors: readonly Door[];
  readonly state: CaseState | null;
}

function Rows({ doors, state }: RowsProps): JSX.Element {
  return (
    <ul class="rows">
      {doors.map((door) => (
        <li key={door.code}>
          <RowLink icon={ICONS[door.state]} href={`#/doors/${door.code}`} title={t(`doors.door.${door.code}.name`)} detail={detailOf(door, state)} />
        </li>
      ))}
    </ul>
  );
}

function detailOf(door: Door, state: CaseState | null): string {
  const followup = state === null ? null : followupAt(state, door);
  const numbers = state === null ? [] : numbersAt(state, door).map(({ body }) => body.value);
  return [t(`doors.state.${door.state}`), ...numbers.slice(-1), ...(followup === null ? [] : [dueWords(followup, now.value)])].join(" · ");
}
