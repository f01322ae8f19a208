// The bottom bar: four places, and the large + in the middle that opens capture.
import { useSignal } from "@preact/signals";
import { BookOpen, CalendarClock, House, Plus, ScrollText } from "lucide";
import type { IconNode } from "lucide";
import type { JSX } from "preact";
import { AddSheet } from "../capture/add-sheet.js";
import { useArrivals } from "../capture/arrivals.js";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { RemovalBar } from "./pending-removal.js";
import { route } from "./route.js";

function Place({ room, href, icon, label }: { readonly room: string; readonly href: string; readonly icon: IconNode; readonly label: string }): JSX.Element {
  const here = route.value.path[0] === room;
  return (
    <a class="place" href={href} aria-current={here ? "page" : undefined}>
      <Icon node={icon} />
      <span>{label}</span>
    </a>
  );
}

export function BottomBar(): JSX.Element {
  const adding = useSignal(false);
  useArrivals();
  return (
    <nav class="bar" aria-label={t("app.places")}>
      <div class="bar-row">
        <Place room="today" href="#/today" icon={House} label={t("today.title")} />
        <Place room="record" href="#/record" icon={ScrollText} label={t("record.title")} />
        <button type="button" class="add" onClick={() => (adding.value = true)}>
          <Icon node={Plus} size={32} />
          <span>{t("capture.add")}</span>
        </button>
        <Place room="followups" href="#/followups" icon={CalendarClock} label={t("followups.title")} />
        <Place room="guide" href="#/guide" icon={BookOpen} label={t("guides.title")} />
      </div>
      <RemovalBar />
      {adding.value ? <AddSheet onClose={() => (adding.value = false)} /> : null}
    </nav>
  );
}
