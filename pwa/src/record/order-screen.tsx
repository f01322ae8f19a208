// Reading order of the exhibits: dragged by the handle, or moved with buttons and arrow keys. Labels never change.
import { useSignal } from "@preact/signals";
import { ArrowDown, ArrowUp, GripVertical } from "lucide";
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { setExhibit } from "../domain/build.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { inReadingOrder, orderFor } from "../domain/reading-order.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { exhibitWords } from "../app/exhibit-words.js";
import { Thumbnail } from "./thumbnail.js";
import { useDrag } from "./use-drag.js";

export function OrderScreen(): JSX.Element {
  const state = useVault().current.value;
  return (
    <Screen title={t("record.order.title")} back={{ href: "#/record", label: t("record.title") }}>
      <p class="lead">{t("record.order.lead")}</p>
      {state === null || state.exhibits.size === 0 ? <p>{t("record.order.none")}</p> : <Ordered state={state} />}
    </Screen>
  );
}

function Ordered({ state }: { readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  const all = useMemo(() => inReadingOrder(state.exhibits.values()), [state.exhibits]);
  const list = all.filter(({ removed }) => removed === null);
  const problem = useSignal<string | null>(null);
  const said = useSignal("");
  const lines = useRef<HTMLOListElement>(null);
  const move = async (from: number, to: number): Promise<void> => {
    const [moved, over] = [list[from], list[to]];
    if (moved === undefined || over === undefined) return;
    const order = orderFor(all, all.indexOf(moved), all.indexOf(over));
    if (order === null) return;
    const saved = await vault.save(state.id, (stamp) => setExhibit(stamp, moved.id, { order }));
    problem.value = saved.ok ? null : failureWords(saved.type);
    if (saved.ok) said.value = t("record.order.moved", { label: moved.label, place: to + 1, total: list.length });
  };
  const drag = useDrag(lines, (from, to) => void move(from, to));
  return (
    <>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <p role="status" class="visually-hidden">
        {said.value}
      </p>
      <ol class="rows" ref={lines}>
        {list.map((exhibit, place) => (
          <li key={exhibit.id} class={drag.classOf(place)}>
            <OrderRow
              exhibit={exhibit}
              caseId={state.id}
              onGrab={(event) => drag.grab(event, place)}
              onMove={(by) => void move(place, Math.min(list.length - 1, Math.max(0, place + by)))}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

interface OrderRowProps {
  readonly exhibit: Exhibit;
  readonly caseId: string;
  readonly onGrab: (event: PointerEvent) => void;
  readonly onMove: (by: number) => void;
}

const KEYS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

function OrderRow({ exhibit, caseId, onGrab, onMove }: OrderRowProps): JSX.Element {
  const { label, body } = exhibit;
  return (
    <div class="row order-row">
      <button
        type="button"
        class="grip"
        aria-label={t("record.order.grip", { label })}
        onPointerDown={onGrab}
        onKeyDown={(event) => {
          const by = KEYS[event.key];
          if (by === undefined) return;
          event.preventDefault();
          onMove(by);
        }}
      >
        <Icon node={GripVertical} />
      </button>
      {body.kind === "file" && body.thumb !== undefined ? <Thumbnail caseId={caseId} id={exhibit.id} /> : null}
      <span class="row-main">
        <span class="row-title">{label}</span>
        <span class="row-detail">{exhibitWords(exhibit)}</span>
      </span>
      <Button weight="quiet" icon={ArrowUp} label={t("record.order.up", { label })} onClick={() => onMove(-1)}>
        {""}
      </Button>
      <Button weight="quiet" icon={ArrowDown} label={t("record.order.down", { label })} onClick={() => onMove(1)}>
        {""}
      </Button>
    </div>
  );
}
