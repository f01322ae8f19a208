// Which saves write a custody line, and the line itself at the tip of this device's chain.
import { sha256 } from "../crypto/hash.js";
import { event } from "../domain/build.js";
import { type Entry as LineEntry, nextLine } from "../domain/custody.js";
import type { CaseState } from "../domain/fold.js";
import type { Rec } from "../domain/records.js";
import type { Received } from "../domain/waiting.js";
import type { HeadRow } from "../store/schema.js";
import type { Stamp } from "./port.js";

type What = Pick<LineEntry, "event" | "item" | "sha256">;

/** Lines that records call for: exhibits by label, statements by id. */
function called(records: readonly Rec[], state: CaseState | null): readonly What[] {
  return records.flatMap((rec): readonly What[] => {
    if (rec.k !== "e") return [];
    if (rec.type === "exhibit") {
      const { body } = rec;
      if (body.kind === "described") return [{ event: "described", item: body.label }];
      const covered: What = { event: "covered", item: body.label };
      return [...(body.covered === undefined ? [] : [covered]), { event: "received", item: body.label, sha256: body.sha256 }];
    }
    if (rec.type === "statement") return [{ event: "sealed", item: rec.id, sha256: rec.body.sha256 }];
    if (rec.type === "packet") return [{ event: "exported", item: rec.id, sha256: rec.body.sha256 }];
    if (rec.type !== "correction" && rec.type !== "removed") return [];
    const label = state?.exhibits.get(rec.body.of)?.label;
    if (label !== undefined) return [{ event: rec.type === "removed" ? "removed" : "corrected", item: label }];
    // A correction changes nothing in a sealed statement.
    const sealed = (state?.statements.get(rec.body.of)?.sealed ?? null) !== null;
    return sealed && rec.type === "removed" ? [{ event: "removed", item: rec.body.of }] : [];
  });
}

/** What came through the inbox has a line even where it would have none: its time is before that of its neighbours. */
function calledBy(records: readonly Rec[], state: CaseState | null, since: Received | undefined): readonly What[] {
  const lines = called(records, state);
  const [first] = records;
  return since === undefined || lines.length > 0 || first === undefined ? lines : [{ event: "received", item: first.id }];
}

/** The records with their lines, and the chain's new tip. */
export async function withCustody(
  records: readonly Rec[],
  { stamp, since }: { readonly stamp: Stamp; readonly since?: Received | undefined },
  state: CaseState | null,
  tip: HeadRow["custody"],
): Promise<{ readonly records: readonly Rec[]; readonly tip: HeadRow["custody"] }> {
  let head = { n: tip.n, hash: tip.prev };
  const all: Rec[] = [...records];
  for (const what of calledBy(records, state, since)) {
    const when = { at: stamp.at, tz: stamp.tz, ...(stamp.off === undefined ? {} : { off: stamp.off }) };
    const next = await nextLine(head, { ...when, ...(since === undefined ? {} : { since: { at: since.at, tz: since.tz } }), ...what }, sha256);
    head = next.head;
    all.push(event(stamp, "custody", { line: next.line }));
  }
  return { records: all, tip: { n: head.n, prev: head.hash } };
}
