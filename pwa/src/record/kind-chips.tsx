// Filter chips: one for each kind of thing that the record holds.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { TimelineItem } from "../domain/timeline.js";
import { t } from "../i18n/t.js";
import { type Kind, shownKind } from "./record-view.js";

const KINDS = ["exhibit", "note", "contact", "number", "profile", "outcome", "statement", "followup"] as const satisfies readonly Kind[];

function kindsOf(items: readonly TimelineItem[]): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (const { kind } of items) kinds.add(kind);
  return kinds;
}

export function KindChips({ items }: { readonly items: readonly TimelineItem[] }): JSX.Element | null {
  const there = useMemo(() => kindsOf(items), [items]);
  if (there.size < 2) return null;
  const kinds = KINDS.filter((kind) => there.has(kind));
  return (
    <div class="chips" role="group" aria-label={t("record.filter")}>
      {(["all", ...kinds] as const).map((kind) => (
        <button type="button" key={kind} class="chip" aria-pressed={shownKind.value === kind} onClick={() => (shownKind.value = kind)}>
          {t(`record.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
