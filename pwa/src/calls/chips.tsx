// What they said, one tap each: the tap is kept with its time, and opens what it asks for.
import { Archive, CalendarClock, Car, Ellipsis, Equal, FileQuestionMark, Hash, MonitorSmartphone, UserRoundPlus, Voicemail } from "lucide";
import type { IconNode } from "lucide";
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { CALL_BACK_MARKS, type Call, type CHIPS, type MarkCode, MARKS, toggled } from "../domain/call.js";
import type { Mark } from "../domain/records.js";
import { clockTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import type { HeldCall } from "./use-call.js";

const ICONS: Readonly<Record<(typeof CHIPS)[number], IconNode>> = {
  file_number: Hash,
  sending: Car,
  online: MonitorSmartphone,
  call_back: CalendarClock,
  other: Ellipsis,
  voicemail: Voicemail,
  no_change: Equal,
  new_officer: UserRoundPlus,
  need_more: FileQuestionMark,
  closed: Archive,
};

interface ChipsProps {
  readonly call: Call;
  readonly marks: Signal<readonly Mark[]>;
  readonly held: HeldCall;
  readonly onNo: () => void;
}

export function Chips({ call, marks, held, onNo }: ChipsProps): JSX.Element {
  const tap = (code: MarkCode): void => {
    marks.value = toggled(marks.value, code, Date.now());
    held.keep({ marks: marks.value });
  };
  const codes = call.number === null ? MARKS : [...CALL_BACK_MARKS, ...MARKS];
  return (
    <div class="stack" role="group" aria-labelledby="they-said">
      <h2 id="they-said">{t("calls.they_said")}</h2>
      <div class="chips">
        {codes.map((code) => {
          const mark = marks.value.find((each) => each.code === code);
          return (
            <Button key={code} weight="secondary" icon={ICONS[code]} pressed={mark !== undefined} onClick={() => tap(code)}>
              {mark === undefined ? t(`calls.mark.${code}`) : t("calls.mark_at", { what: t(`calls.mark.${code}`), time: clockTime(mark.at) })}
            </Button>
          );
        })}
        <Button weight="secondary" onClick={onNo}>
          {t("calls.they_said_no")}
        </Button>
      </div>
    </div>
  );
}
