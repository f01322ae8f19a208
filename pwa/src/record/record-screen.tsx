// The record: everything in the case, newest first, by day; filtered by kind and by the words in it.
import { useComputed, useSignal } from "@preact/signals";
import { ListOrdered, PenLine } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { beingRemoved } from "../app/pending-removal.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { timeline } from "../domain/timeline.js";
import { longDate } from "../i18n/dates.js";
import { language, t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { LongList } from "../ui/long-list.js";
import { Screen } from "../ui/screen.js";
import { KindChips } from "./kind-chips.js";
import { type Line, linesOf } from "./lines.js";
import { asked, forgetAtLock, shownKind } from "./record-view.js";
import { SearchField } from "./search-field.js";
import { TimelineRow } from "./timeline-row.js";
import { useSearch } from "./use-search.js";

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
  const words = useComputed(() => asked.value.trim()).value;
  const kind = shownKind.value;
  const narrowed = words !== "" || kind !== "all";
  const matching = useSearch(items, state, words, searching.value);
  const found = useMemo(() => (kind === "all" ? matching : matching.filter((item) => item.kind === kind)), [matching, kind]);
  const lines = useMemo(() => linesOf(found), [found]);
  const draw = useMemo(() => (i: number) => drawLine(lines.at(i), state, words), [lines, state, words, language()]);
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
      <p role="status" class={narrowed ? "muted" : "visually-hidden"}>
        {narrowed ? foundWords(found.length) : null}
      </p>
      <LongList label={t("record.title")} what={`${kind} ${words}`} count={lines.count} keyOf={lines.keyOf} kindOf={lines.kindOf} draw={draw} />
    </>
  );
}

function foundWords(n: number): string {
  return n === 0 ? t("record.none_found") : t("record.found", { n });
}

function drawLine(line: Line | undefined, state: CaseState, words: string): ComponentChildren {
  if (line === undefined) return null;
  return "day" in line ? <h2 class="day">{longDate(line.day)}</h2> : <TimelineRow item={line.item} state={state} asked={words} />;
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
