// Cases and described exhibits: making, naming, describing.
import { systemRandom } from "../crypto/random.js";
import { event, setCase } from "../domain/build.js";
import type { DescribedExhibit, Description, Id } from "../domain/records.js";
import { type Core, saved, showCase } from "./core.js";
import { caseView } from "./open-vault.js";
import type { Result, SaveFailure, Vault } from "./port.js";
import { saveRecords } from "./writer.js";

const LOCKED = { ok: false, type: "locked" } as const;

export async function createCase(core: Core, title: string, audience: "child" | "me" | "other" | null): Promise<Result<Id, SaveFailure>> {
  const { open } = core;
  if (open === null) return LOCKED;
  let id: Id = "";
  const result = await saveRecords(open, open.home, null, {
    build: (stamp) => {
      id = stamp.newId();
      const key = event(stamp, "case_key", { case: id, epoch: 1, ck: systemRandom(32) });
      return [key, ...setCase(stamp, id, { title, ...(audience === null ? {} : { audience }) })];
    },
  });
  if (!result.ok) return result;
  saved(core, open.account.id);
  await showCase(core, id);
  return { ok: true, value: id };
}

export async function editCase(core: Core, id: Id, change: Parameters<Vault["editCase"]>[1]): Promise<Result<void, SaveFailure>> {
  const { open } = core;
  if (open === null) return LOCKED;
  const result = await saveRecords(open, open.home, null, { build: (stamp) => setCase(stamp, id, change) });
  if (!result.ok) return result;
  saved(core, open.account.id);
  return { ok: true, value: undefined };
}

export async function describeExhibit(core: Core, caseId: Id, description: Description): Promise<Result<{ readonly id: Id; readonly label: string }, SaveFailure>> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  if (open === null || view === null) return LOCKED;
  let made = { id: "", label: "" };
  const result = await saveRecords(open, view, view.state, {
    build: (stamp, label) => {
      made = { id: stamp.newId(), label: label() };
      const body: DescribedExhibit = { label: made.label, kind: "described", via: "typed", gate: "described", received: stamp.at, described: description };
      return [event(stamp, "exhibit", body, made.id)];
    },
  });
  if (!result.ok) return result;
  saved(core, caseId);
  return { ok: true, value: made };
}
