// One door: what it is for, how to reach it, how far it is, the number it gave, and when to ask again.
import { CalendarClock, CalendarPlus, Phone } from "lucide";
import type { JSX } from "preact";
import { dueWords } from "../app/due-words.js";
import { ensureCase } from "../app/first-case.js";
import { now } from "../app/now.js";
import { NumberValue } from "../app/number-value.js";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { zone } from "../app/zone.js";
import { event, newFollowup, setDoors } from "../domain/build.js";
import { DOOR_STATES, type DoorCode, DOORS, type DoorValue } from "../domain/door.js";
import { type Door, doorOf, followupAt, numberKind, numbersAt, regionOf, valueOf } from "../domain/doors.js";
import type { CaseState } from "../domain/fold.js";
import { suggestedDue } from "../domain/followups.js";
import { knownNumber } from "../domain/numbers.js";
import type { Rec, Region } from "../domain/records.js";
import { Blocks } from "../guidance/blocks.js";
import { type GuideBook, regionalFacts } from "../guidance/guide-book.js";
import { WithGuides } from "../guidance/with-guides.js";
import { t } from "../i18n/t.js";
import { useSignal } from "@preact/signals";
import { Button, LinkButton } from "../ui/button.js";
import { TextField } from "../ui/field.js";
import { useField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import type { Stamp } from "../vault/port.js";

const FACTS: Readonly<Record<DoorCode, readonly string[]>> = {
  emergency: ["contacts.911"],
  police: ["police_process.which_line", "police_process.where"],
  cybertip: ["contacts.cybertip"],
  platform: ["first_response.report_platform", "contacts.takeitdown"],
  images: [],
  fraud: ["contacts.cafc", "contacts.rcf"],
  bank: ["first_response.if_paid"],
  school: [],
  victims: ["contacts.vs_directory"],
};
const REGIONAL: Partial<Readonly<Record<DoorCode, readonly string[]>>> = {
  emergency: ["contacts.911_"],
  police: ["police_units."],
  images: ["contacts.qc_images", "contacts.bc_iips", "contacts.ns_cyberscan", "law.prov_"],
  victims: ["contacts.vs_"],
};

function factsOf(code: DoorCode, book: GuideBook, region: Region | null): readonly string[] {
  return [...(REGIONAL[code] ?? []).flatMap((begins) => regionalFacts(book, begins, region)), ...FACTS[code]];
}

interface Change {
  readonly recs?: readonly Rec[];
  readonly to: Partial<DoorValue>;
}
type Save = (build: (stamp: Stamp) => Change) => Promise<boolean>;

export function DoorScreen({ id }: ScreenProps): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const problem = useSignal<string | null>(null);
  const code = DOORS.find((one) => one === id) ?? "police";
  const door = doorOf(state, code);
  const save: Save = async (build) => {
    const made = await ensureCase(vault);
    const records = (stamp: Stamp): readonly Rec[] => {
      const { recs = [], to } = build(stamp);
      return [...recs, ...setDoors(stamp, made.ok ? made.value : "", { [code]: { ...valueOf(door), ...to } })];
    };
    const saved = made.ok ? await vault.save(made.value, records) : made;
    problem.value = saved.ok ? null : failureWords(saved.type);
    return saved.ok;
  };
  const region = regionOf(state);
  return (
    <Screen title={t(`doors.door.${code}.name`)} back={{ href: "#/doors", label: t("doors.title") }}>
      <p class="lead">{t(`doors.door.${code}.what`)}</p>
      <div class="actions" role="group" aria-label={t("doors.how_far")}>
        {DOOR_STATES.map((one) => (
          <Button key={one} weight="secondary" pressed={door.state === one} onClick={() => void save(() => ({ to: { state: one } }))}>
            {t(`doors.state.${one}`)}
          </Button>
        ))}
      </div>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {code === "police" ? (
        <LinkButton wide icon={Phone} href="#/calls/start">
          {t("calls.start_title")}
        </LinkButton>
      ) : null}
      <WithGuides>{(book) => <Blocks blocks={[{ facts: factsOf(code, book, region) }]} book={book} />}</WithGuides>
      {region === null && REGIONAL[code] !== undefined ? <p class="muted">{t("doors.choose_region")}</p> : null}
      <p class="muted">{t("help.trace_note")}</p>
      {code === "emergency" ? null : <Numbers door={door} state={state} save={save} />}
      {code === "emergency" ? null : <Next door={door} state={state} save={save} />}
    </Screen>
  );
}

interface PartProps {
  readonly door: Door;
  readonly state: CaseState | null;
  readonly save: Save;
}

function Numbers({ door, state, save }: PartProps): JSX.Element {
  const field = useField();
  const keep = async (): Promise<void> => {
    const value = field.value.value.trim();
    field.error.value = value === "" ? t("numbers.value_missing") : null;
    if (value === "") return;
    const body = { kind: numberKind(door.code), value, org: door.code === "police" ? "" : t(`doors.door.${door.code}.name`) };
    const known = knownNumber(state, body);
    const kept = await save((stamp) => {
      if (known !== null) return { to: { state: "done", number: known } };
      const record = event(stamp, "number", body);
      return { recs: [record], to: { state: "done", number: record.id } };
    });
    if (kept) field.value.value = "";
  };
  return (
    <section class="stack">
      <h2>{t("doors.number")}</h2>
      {state === null ? null : numbersAt(state, door).map((number) => <NumberValue key={number.id} number={number} />)}
      <Form onSubmit={keep}>
        <TextField field={field} label={t("numbers.value")} hint={t("numbers.value_hint")} />
        <Button type="submit" weight="secondary">
          {t("numbers.save")}
        </Button>
      </Form>
    </section>
  );
}

function Next({ door, state, save }: PartProps): JSX.Element {
  const followup = state === null ? null : followupAt(state, door);
  const plan = async (): Promise<void> => {
    const ask = t("doors.ask", { who: t(`doors.door.${door.code}.name`) });
    const fields = { number: door.number ?? null, contact: null, ask, due: suggestedDue(Date.now(), zone(), 0), zone: zone(), rule: null };
    let id = "";
    const saved = await save((stamp) => ({ recs: newFollowup(stamp, fields, (id = stamp.newId())), to: { followup: id } }));
    if (saved) go(`#/followups/${id}`);
  };
  if (followup !== null) return <RowLink icon={CalendarClock} href={`#/followups/${followup.id}`} title={followup.ask} detail={dueWords(followup, now.value)} />;
  return (
    <Button weight="secondary" icon={CalendarPlus} onClick={() => void plan()}>
      {t("doors.plan")}
    </Button>
  );
}
