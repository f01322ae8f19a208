// Looks for words in the record: its texts are read in the pauses, so that the first letter need not wait for them.
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CaseState } from "../domain/fold.js";
import { find, type Found, type Index, indexOf, practise, readAhead } from "../domain/search.js";
import type { TimelineItem } from "../domain/timeline.js";
import { t } from "../i18n/t.js";

/** The screen is drawn and scrolled first. */
const AFTER_MS = 500;
/** A slice that no finger feels, and the pause after it. */
const SLICE_MS = 4;
const PAUSE_MS = 12;

function useReadAhead(items: readonly TimelineItem[], state: CaseState): void {
  useEffect(() => {
    let place = 0;
    const go = (): void => {
      // A browser takes long over the first number and plural of a language.
      if (place === 0) t("record.found", { n: items.length });
      const from = place;
      place = readAhead(items, state, from, SLICE_MS);
      practise(items.slice(from, place), state);
      timer = place < items.length ? setTimeout(go, PAUSE_MS) : undefined;
    };
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(go, AFTER_MS);
    return () => clearTimeout(timer);
  }, [items, state]);
}

/** `ready`: somebody is about to search. What more letters are typed for is looked for in what the fewer had found. */
export function useSearch(items: readonly TimelineItem[], state: CaseState, words: string, ready: boolean): readonly TimelineItem[] {
  useReadAhead(items, state);
  const index = useMemo<Index | null>(() => (ready ? indexOf(items, state) : null), [ready, items, state]);
  const last = useRef<{ readonly index: Index; readonly found: Found } | null>(null);
  return useMemo(() => {
    if (index === null || words === "") return items;
    const found = find(index, words, last.current?.index === index ? last.current.found : null);
    last.current = { index, found };
    return found.items;
  }, [index, words, items]);
}
