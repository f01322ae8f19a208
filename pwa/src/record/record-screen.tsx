// The record: everything in the case, newest first, by day; filtered by kind and by the words in it.
import { useComputed, useSignal } from "@preact/signals";
import { ListOrdered, PenLine } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { beingRemoved } from "../app/pending-removal.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { type Index, indexOf, isWithin, narrowed } from "../domain/search.js";
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

/** Newest first, each day with its name before it. The calendar is asked once for each day, not for each thing. */
function linesOf(items: readonly TimelineItem[]): readonly Line[] {
  const lines: Line[] = [];
  let midnight = Infinity;
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i];
    if (item === undefined) continue;
    if (item.at < midnight) {
      midnight = new Date(item.at).setHours(0, 0, 0, 0);
      lines.push({ day: longDate(item.at), key: String(midnight) });
    }
    lines.push({ item, key: item.id });
  }
  return lines;
}

/** What more letters are typed for is looked for in what the fewer had found. */
function useFound(index: Index | null, words: string, all: readonly TimelineItem[]): readonly TimelineItem[] {
  const before = useRef<{ readonly index: Index; readonly words: string; readonly found: Index } | null>(null);
  return useMemo(() => {
    if (index === null || words === "") return all;
    const last = before.current;
    const found = narrowed(last !== null && last.index === index && isWithin(words, last.words) ? last.found : index, words);
    before.current = { index, words, found };
    return found.items;
  }, [index, words, all]);
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
  const matching = useFound(index, words, items);
  const found = useMemo(() => (kind === "all" ? matching : matching.filter((item) => item.kind === kind)), [matching, kind]);
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
      <LongList label={t("record.title")} what={`${kind} ${words}`} count={lines.length} keyOf={(i) => lines[i]?.key ?? ""} kindOf={kindOf} draw={draw} />
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
