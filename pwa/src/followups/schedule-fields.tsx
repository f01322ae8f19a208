// The fields of a follow-up: rhythm in one tap, date, time, repeat, what to ask.
import type { JSX } from "preact";
import { zone } from "../app/zone.js";
import { addDays, localTime } from "../domain/local-time.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { TextArea, TextField } from "../ui/field.js";
import { Select } from "../ui/select.js";
import { ENDS, REPEAT_CHOICES, type Schedule, UNITS } from "./schedule.js";

const QUICK_DAYS = [2, 7, 14, 30] as const;

export function ScheduleFields({ form, attempt }: { readonly form: Schedule; readonly attempt: number }): JSX.Element {
  return (
    <>
      <ErrorSummary title={t("ui.error_summary")} fields={[form.date, form.time, form.every, form.until, form.times]} attempt={attempt} />
      <QuickDays form={form} />
      <div class="pair">
        <TextField field={form.date} type="date" label={t("followups.date")} />
        <TextField field={form.time} type="time" label={t("followups.time")} />
      </div>
      <Choice field={form.repeat} legend={t("followups.repeat")} options={REPEAT_CHOICES.map((value) => ({ value, label: t(`followups.repeats.${value}`) }))} />
      {form.repeat.value.value === "custom" ? <Every form={form} /> : null}
      {form.repeat.value.value === "none" ? null : <End form={form} />}
      <TextArea field={form.ask} label={t("followups.ask")} hint={t("followups.ask_hint")} rows={3} />
    </>
  );
}

function Every({ form }: { readonly form: Schedule }): JSX.Element {
  return (
    <div class="pair">
      <TextField field={form.every} inputMode="numeric" label={t("followups.every")} />
      <Select field={form.unit} label={t("followups.unit")} options={UNITS.map((value) => ({ value, label: t(`followups.units.${value}`) }))} />
    </div>
  );
}

function End({ form }: { readonly form: Schedule }): JSX.Element {
  return (
    <div class="pair">
      <Select field={form.ends} label={t("followups.ends")} options={ENDS.map((value) => ({ value, label: t(`followups.end.${value}`) }))} />
      {form.ends.value.value === "day" ? <TextField field={form.until} type="date" label={t("followups.until")} /> : null}
      {form.ends.value.value === "times" ? <TextField field={form.times} inputMode="numeric" label={t("followups.times")} /> : null}
    </div>
  );
}

function QuickDays({ form }: { readonly form: Schedule }): JSX.Element {
  const today = localTime(Date.now(), zone());
  return (
    <div class="even" role="group" aria-label={t("followups.quick")}>
      {QUICK_DAYS.map((days) => {
        const date = addDays(today, days).slice(0, 10);
        const chosen = form.date.value.value === date;
        return (
          <Button key={days} weight={chosen ? "primary" : "secondary"} pressed={chosen} onClick={() => (form.date.value.value = date)}>
            {t("followups.in_days", { n: days })}
          </Button>
        );
      })}
    </div>
  );
}
