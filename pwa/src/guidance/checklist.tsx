// A checklist whose ticks stay: sealed into the record as they are tapped; behind the lock, a plain list.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setWaiting } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Tick } from "../domain/records.js";
import { current } from "../domain/versions.js";
import { type Spoken, spoken } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";

interface Line {
  readonly tick: Tick;
  readonly text: Spoken;
}

const ticked = (state: CaseState | null, tick: Tick): boolean => state !== null && current(state.log, "waiting", state.id, tick) === true;

export function Checklist({ lines }: { readonly lines: readonly Line[] }): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  if (vault.phase.value.type !== "open") {
    return (
      <ul class="plain-list">
        {lines.map(({ tick, text }) => (
          <li key={tick}>{spoken(text)}</li>
        ))}
      </ul>
    );
  }
  const keep = async (tick: Tick, done: boolean): Promise<void> => {
    const made = await ensureCase(vault);
    const saved = made.ok ? await vault.save(made.value, (stamp) => setWaiting(stamp, made.value, { [tick]: done })) : made;
    problem.value = saved.ok ? null : failureWords(saved.type);
  };
  return (
    <div class="stack">
      {lines.map(({ tick, text }) => (
        <label class="choice" key={tick}>
          <input type="checkbox" checked={ticked(vault.current.value, tick)} onChange={(event) => void keep(tick, event.currentTarget.checked)} />
          <span>{spoken(text)}</span>
        </label>
      ))}
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
    </div>
  );
}
