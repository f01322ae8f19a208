// A device that police took, data that a company keeps for now, a link that ends: written down once, asked about in time.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { zone } from "../app/zone.js";
import { newFollowup } from "../domain/build.js";
import { type Clock, type ClockKind, clockDue, clockRule, CLOCKS } from "../domain/clock.js";
import { isLocalTime } from "../domain/local-time.js";
import { wallet } from "../domain/numbers.js";
import { FactView } from "../guidance/fact-view.js";
import { WithGuides } from "../guidance/with-guides.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { TextField } from "../ui/field.js";
import { check, type FieldState, useField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

const FACTS: Readonly<Record<ClockKind, string | null>> = { seized: "police_process.device_seizure", preservation: "law.preserve_demand", upload_link: null };

interface Form {
  readonly kind: FieldState;
  readonly item: FieldState;
  readonly receipt: FieldState;
  readonly officer: FieldState;
  readonly since: FieldState;
  readonly until: FieldState;
}

function useForm(asked: string | null): Form {
  const first = CLOCKS.find((kind) => kind === asked) ?? CLOCKS[0];
  return { kind: useField(first), item: useField(), receipt: useField(), officer: useField(), since: useField(), until: useField() };
}

const TEXTS = ["item", "receipt", "officer", "since", "until"] as const;
const kindOf = ({ kind }: Form): ClockKind => CLOCKS.find((one) => one === kind.value.value) ?? CLOCKS[0];

/** A receipt belongs to a device; what was typed before another kind was chosen is left out. */
function clockOf(form: Form): Clock {
  const kind = kindOf(form);
  const given = TEXTS.map((name) => [name, form[name].value.value.trim()] as const).filter(([name, text]) => text !== "" && (name !== "receipt" || kind === "seized"));
  return { kind, ...Object.fromEntries(given) };
}

function isFilled({ since, until }: Form): boolean {
  const wrong = (field: FieldState): string | null => (field.value.value === "" || isLocalTime(`${field.value.value}T09:00`) ? null : t("followups.clock.bad_day"));
  return check([
    [since, wrong(since)],
    [until, wrong(until)],
  ]);
}

export function ClockScreen({ query }: ScreenProps): JSX.Element {
  const vault = useVault();
  const form = useForm(query.get("kind"));
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    if (!isFilled(form)) return;
    const made = await ensureCase(vault);
    let id = "";
    const saved = made.ok
      ? await vault.save(made.value, (stamp) => {
          const clock = clockOf(form);
          const number = vault.current.value === null ? undefined : wallet(vault.current.value).police.at(-1);
          id = stamp.newId();
          const when = { due: clockDue(clock, stamp.at, zone()), zone: zone(), rule: clockRule(clock) };
          return newFollowup(stamp, { number: number?.id ?? null, contact: number?.body.contact ?? null, ask: t(`followups.clock.ask.${clock.kind}`), clock, ...when }, id);
        })
      : made;
    if (saved.ok) replaceRoute(`#/followups/${id}`);
    else problem.value = failureWords(saved.type);
  };
  return (
    <Screen title={t("followups.clock.title")} back={{ href: "#/followups", label: t("followups.title") }}>
      <p class="lead">{t("followups.clock.lead")}</p>
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.since, form.until]} attempt={attempt.value} />
        <Fields form={form} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("followups.clock.save")}
        </Button>
      </Form>
      <Known fact={FACTS[kindOf(form)]} />
    </Screen>
  );
}

function Fields({ form }: { readonly form: Form }): JSX.Element {
  const kind = kindOf(form);
  return (
    <>
      <Choice field={form.kind} legend={t("followups.clock.which")} options={CLOCKS.map((value) => ({ value, label: t(`followups.clock.kind.${value}`) }))} />
      <TextField field={form.item} label={t(`followups.clock.item.${kind}`)} spellcheck />
      {kind === "seized" ? <TextField field={form.receipt} label={t("followups.clock.receipt")} /> : null}
      <TextField field={form.officer} label={t("followups.clock.officer")} spellcheck />
      <TextField field={form.since} type="date" label={t(`followups.clock.since.${kind}`)} hint={kind === "preservation" ? t("followups.clock.since_hint") : undefined} />
      <TextField field={form.until} type="date" label={t(`followups.clock.until.${kind}`)} />
    </>
  );
}

function Known({ fact }: { readonly fact: string | null }): JSX.Element | null {
  if (fact === null) return null;
  return (
    <WithGuides>
      {(book) => {
        const known = book.facts[fact];
        return known === undefined ? null : <FactView fact={known} />;
      }}
    </WithGuides>
  );
}
