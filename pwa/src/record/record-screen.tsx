// The record: everything in the case, newest first, by day; filtered by kind and by the words in it.
import { useComputed, useSignal } from "@preact/signals";
import { ListOrdered, PenLine } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { beingRemoved } from "../app/pending-removal.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { type Index, indexOf, search } from "../domain/search.js";
import { timeline, type TimelineItem } from "../domain/timeline.js";
import { longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { LongList } from "../ui/long-list.js";
import { Screen } from "../ui/screen.js";
import { KindChips } from "./kind-chips.js";
import { asked, forgetAtLock, shownKind } from "./record-view.js";
import { SearchField } from "./search-field.js";
import { TimelineRow } from "./timeline-row.js";

type Line = { readonly day: string; readonly key: string } | { readonly item: TimelineItem; readonly key: string };

/** The local day of an instant, without asking the language for each. */
function dayKey(at: number): string {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${String(date.getMonth())}-${String(date.getDate())}`;
}

/** Newest first, each day with its name before it. */
function linesOf(items: readonly TimelineItem[]): readonly Line[] {
  const lines: Line[] = [];
  let day = "";
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i];
    if (item === undefined) continue;
    const its = dayKey(item.at);
    if (its !== day) lines.push({ day: longDate(item.at), key: its });
    day = its;
    lines.push({ item, key: item.id });
  }
  return lines;
}

export function RecordScreen(): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  forgetAtLock(vault);
  return (
    <Screen title={t("record.title")}>
      {state === null ? <Empty /> : <Timeline state={state} />}
    </Screen>
  );
}

function Timeline({ state }: { readonly state: CaseState }): JSX.Element {
  const all = useMemo(() => timeline(state), [state]);
  const leaving = beingRemoved();
  const items = useMemo(() => (leaving === null ? all : all.filter(({ id }) => id !== leaving)), [all, leaving]);
  const searching = useSignal(asked.value !== "");
  // Read when someone is about to search, not before.
  const index = useMemo<Index | null>(() => (searching.value ? indexOf(items, state) : null), [searching.value, items, state]);
  const words = useComputed(() => asked.value.trim()).value;
  const kind = shownKind.value;
  const found = useMemo(() => {
    const matching = index === null || words === "" ? items : search(index, words);
    return kind === "all" ? matching : matching.filter((item) => item.kind === kind);
  }, [items, index, words, kind]);
  const lines = useMemo(() => linesOf(found), [found]);
  const draw = useMemo(() => (i: number) => drawLine(lines[i], state, words), [lines, state, words]);
  const kindOf = useMemo(() => (i: number) => lineKind(lines[i]), [lines]);
  if (items.length === 0) return <Empty />;
  return (
    <>
      <SearchField onReady={() => (searching.value = true)} />
      <KindChips items={items} />
      {state.exhibits.size > 1 && (kind === "all" || kind === "exhibit") && words === "" ? (
        <LinkButton weight="quiet" icon={ListOrdered} href="#/record/order">
          {t("record.order.open")}
        </LinkButton>
      ) : null}
      {words === "" && (kind === "all" || kind === "statement") ? (
        <LinkButton weight="quiet" icon={PenLine} href="#/statement">
          {t("statement.today_title")}
        </LinkButton>
      ) : null}
      <p role="status" class={words === "" && kind === "all" ? "visually-hidden" : "muted"}>
        {found.length === 0 ? t("record.none_found") : t("record.found", { n: found.length })}
      </p>
      <LongList label={t("record.title")} count={lines.length} keyOf={(i) => lines[i]?.key ?? ""} kindOf={kindOf} draw={draw} />
    </>
  );
}

function lineKind(line: Line | undefined): string {
  if (line === undefined) return "";
  if ("day" in line) return "day";
  return line.item.kind === "exhibit" ? "exhibit" : "row";
}

function drawLine(line: Line | undefined, state: CaseState, words: string): ComponentChildren {
  if (line === undefined) return null;
  return "day" in line ? <h2 class="day">{line.day}</h2> : <TimelineRow item={line.item} state={state} asked={words} />;
}

function Empty(): JSX.Element {
  return (
    <>
      <p class="lead">{t("record.empty")}</p>
      <LinkButton wide href="#/capture">
        {t("first_run.save_proof")}
      </LinkButton>
    </>
  );
}
