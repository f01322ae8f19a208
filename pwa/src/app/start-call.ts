// A call is saved first and dialled second: whatever happens on the line, its entry is there.
import { newCall } from "../domain/build.js";
import type { CallFields } from "../domain/fields.js";
import type { Id } from "../domain/records.js";
import { dialled } from "../domain/tel.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";
import { ensureCase } from "./first-case.js";
import { replaceRoute } from "./route.js";

export type CallStart = Partial<CallFields> & Pick<CallFields, "service" | "phone">;

export function telHref(phone: string): string {
  return `tel:${dialled(phone)}`;
}

export async function startCall(vault: Vault, given: CallStart, way: "dial" | "already"): Promise<Result<Id, SaveFailure>> {
  const made = await ensureCase(vault);
  if (!made.ok) return made;
  let id = "";
  const saved = await vault.save(made.value, (stamp) => newCall(stamp, (id = stamp.newId()), given));
  if (!saved.ok) return saved;
  replaceRoute(`#/calls/${id}`);
  if (way === "dial") location.href = telHref(given.phone);
  return { ok: true, value: id };
}
