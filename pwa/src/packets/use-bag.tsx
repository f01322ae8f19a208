// The evidence bag while it is made and once it is, for each screen that offers one.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { fileSize } from "../i18n/dates.js";
import { sayIn, t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";
import type { MadeBag, Typeset } from "../vault/packets-port.js";
import { MadeBagScreen } from "./made-bag.js";
import { type Making, requestOf } from "./making.js";
import { papersOf } from "./papers.js";

interface Bytes {
  readonly bytesDone: number;
  readonly bytes: number;
}

interface Bag {
  readonly make: () => void;
  /** Instead of the screen that offers it. */
  readonly screen: JSX.Element | null;
  readonly trouble: JSX.Element | null;
}

/** Around a packet that is typeset, or one that is made now. Leaving the screen stops it and leaves nothing. */
export function useBag(state: CaseState, now: Making, typeset?: Typeset): Bag {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const progress = useSignal<Bytes | null>(null);
  const stop = useSignal<AbortController | null>(null);
  const made = useSignal<MadeBag | null>(null);
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
      stop.peek()?.abort();
      void vault.dropPacket();
    },
    [],
  );
  const request = requestOf(state, now);
  const make = async (): Promise<void> => {
    const controller = new AbortController();
    [problem.value, progress.value, made.value, stop.value] = [null, null, null, controller];
    const [say, english, french] = await Promise.all([sayIn(now.language), sayIn("en"), sayIn("fr")]);
    const watch = { signal: controller.signal, onProgress: (bytes: Bytes) => (progress.value = bytes) };
    const bag = await vault.makeBag(state.id, request, (packet) => papersOf(packet, say, [english, french]), watch, typeset);
    stop.value = null;
    if (bag.ok && left.current) await vault.dropPacket();
    else if (bag.ok) made.value = bag.value;
    else problem.value = t(`exports.export_failed.${bag.type}`);
  };
  const begin = (): void => void make();
  const bag = made.value;
  return {
    make: begin,
    screen: stop.value !== null ? <UnderWay progress={progress.value} onCancel={() => stop.value?.abort()} /> : bag === null ? null : <MadeBagScreen key={bag.name} bag={bag} caseId={state.id} request={request} onAgain={begin} />,
    trouble: problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />,
  };
}

function UnderWay({ progress, onCancel }: { readonly progress: Bytes | null; readonly onCancel: () => void }): JSX.Element {
  const { bytesDone = 0, bytes = 0 } = progress ?? {};
  const label = bytes === 0 ? t("exports.preparing") : t("exports.amount", { done: fileSize(bytesDone), all: fileSize(bytes) });
  return (
    <Screen key="under-way" title={t("packets.making")}>
      <Progress label={label} value={bytesDone} max={bytes} cancel={{ label: t("ui.cancel"), onCancel }} />
      <p class="muted">{t("packets.making_note")}</p>
    </Screen>
  );
}
