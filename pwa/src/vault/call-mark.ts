// Remembers in clear that a call is going on: an opaque id and when it began, so that an app that restarts locked can go on with it.
import type { Id, Rec } from "../domain/records.js";
import { putMeta, readMeta } from "../store/meta.js";
import type { CallMark, WriteTx } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { caseView, type OpenVault } from "./open-vault.js";

/** The call that these records begin. */
function begun(log: Id, records: readonly Rec[]): CallMark | null {
  const of = (field: string, id?: Id): Rec | undefined => records.findLast((rec) => rec.k === "s" && rec.entity === "call" && rec.field === field && (id === undefined || rec.id === id));
  const on = of("state");
  const started = on === undefined ? undefined : of("started", on.id);
  if (on?.k !== "s" || on.value !== "on" || started?.k !== "s" || typeof started.value !== "number") return null;
  return { case: log, id: on.id, started: started.value };
}

function ends(records: readonly Rec[], id: Id): boolean {
  return records.some((rec) => rec.k === "s" && rec.entity === "call" && rec.field === "state" && rec.id === id && rec.value !== "on");
}

/** In the transaction that saves these records. */
export async function markCall(tx: WriteTx, log: Id, records: readonly Rec[]): Promise<void> {
  const next = begun(log, records);
  if (next !== null) return putMeta(tx, "on_call", next);
  if (!records.some((rec) => rec.k === "s" && rec.entity === "call")) return;
  const mark = (await tx.objectStore("meta").get("on_call")) as CallMark | undefined;
  if (mark !== undefined && ends(records, mark.id)) await tx.objectStore("meta").delete("on_call");
}

/** Hung up on another phone meanwhile: nothing goes on here. */
export async function forgetEndedCall(open: OpenVault): Promise<void> {
  const mark = await readMeta(open.database, "on_call");
  if (mark === undefined) return;
  const view = await caseView(open, mark.case);
  if (view?.state.calls.get(mark.id)?.state === "on") return;
  await write(open.database, ["meta"], async (tx) => {
    const now = (await tx.objectStore("meta").get("on_call")) as CallMark | undefined;
    if (now?.id === mark.id) await tx.objectStore("meta").delete("on_call");
  });
}
