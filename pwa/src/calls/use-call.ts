// A call as its screen holds it: fields that are kept at each touch, and the three ways on from it.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { replaceRoute } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import { setCall } from "../domain/build.js";
import { type Call, ongoing } from "../domain/call.js";
import type { CallFields } from "../domain/fields.js";
import type { CaseState } from "../domain/fold.js";
import type { Id, Rec } from "../domain/records.js";
import { t } from "../i18n/t.js";
import type { SaveFailure, Stamp } from "../vault/port.js";
import { endCall, refuse, takeBackRefusal } from "./ending.js";
import { Keeper } from "../app/keeper.js";

export interface HeldCall {
  readonly keep: (change: Partial<CallFields>) => void;
  readonly failure: Signal<SaveFailure["type"] | null>;
  readonly hangUp: () => Promise<void>;
  readonly theySaidNo: () => Promise<void>;
  readonly notRefused: () => Promise<void>;
}

type Build = (stamp: Stamp, call: Call, state: CaseState) => readonly Rec[];

export function useCall(caseId: Id, id: Id): HeldCall {
  const vault = useVault();
  const failure = useSignal<SaveFailure["type"] | null>(null);
  const [keeper] = useState(() => new Keeper<CallFields>((change) => vault.save(caseId, (stamp) => setCall(stamp, id, change)), (told) => (failure.value = told)));
  useEffect(() => vault.beforeLock(() => keeper.settled()), []);
  /** From what is kept by now; nothing happens while something typed is not. */
  const move = async (build: Build): Promise<boolean> => {
    if (!(await keeper.settled())) return false;
    const saved = await vault.save(caseId, (stamp) => {
      const state = vault.current.value;
      const call = state?.calls.get(id);
      return state?.id !== caseId || call === undefined ? [] : build(stamp, call, state);
    });
    failure.value = saved.ok ? null : saved.type;
    return saved.ok;
  };
  const ask = t("calls.promise_ask");
  return {
    keep: (change) => keeper.keep(change),
    failure,
    hangUp: async () => {
      await move((stamp, call, state) => endCall(stamp, call, state, ask));
    },
    theySaidNo: async () => {
      if (!(await move((stamp, call, state) => refuse(stamp, call, state, ask, stamp.newId())))) return;
      const next = ongoing(vault.current.value?.calls.values() ?? []).find(({ after }) => after === id);
      if (next !== undefined) replaceRoute(`#/calls/${next.id}`);
    },
    notRefused: async () => {
      await move((stamp, call, state) => takeBackRefusal(stamp, call, state));
    },
  };
}
