// By when they said they would call or come: one tap, or a date and a time. It becomes a follow-up when the call ends.
import type { JSX } from "preact";
import { zone } from "../app/zone.js";
import { addDays, isLocalTime, localTime } from "../domain/local-time.js";
import { relativeDays } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextField } from "../ui/field.js";
import type { FieldState } from "../ui/field-state.js";

const DAYS = [1, 3, 7] as const;
const END_OF_DAY = "17:00";

interface PromiseProps {
  readonly day: FieldState;
  readonly hour: FieldState;
  readonly onChange: (promised: string | null) => void;
}

/** Null for no date, or for one that no calendar has. */
export function promisedTime(day: string, hour: string): string | null {
  const local = `${day}T${hour.slice(0, 5) === "" ? END_OF_DAY : hour.slice(0, 5)}`;
  return isLocalTime(local) ? local : null;
}

export function PromiseFields({ day, hour, onChange }: PromiseProps): JSX.Element {
  const changed = (): void => onChange(promisedTime(day.value.value, hour.value.value));
  return (
    <div class="stack">
      <div class="chips">
        {DAYS.map((days) => {
          const date = addDays(localTime(Date.now(), zone()), days).slice(0, 10);
          return (
            <Button
              key={days}
              weight="secondary"
              pressed={day.value.value === date}
              onClick={() => {
                day.value.value = date;
                changed();
              }}
            >
              {relativeDays(days)}
            </Button>
          );
        })}
      </div>
      <div class="pair">
        <TextField field={day} type="date" label={t("calls.promise_day")} onInput={changed} />
        <TextField field={hour} type="time" label={t("calls.promise_hour")} hint={t("calls.promise_hint")} onInput={changed} />
      </div>
    </div>
  );
}
