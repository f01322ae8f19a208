// What each device calls itself, in the home log.
import { setPhone } from "../domain/build.js";
import { current } from "../domain/versions.js";
import { type Core, saved } from "./core.js";
import type { OpenVault } from "./open-vault.js";
import { saveRecords } from "./writer.js";

export function kindOf(open: OpenVault, id: string): string | null {
  return current(open.home.state.log, "phone", id, "kind") ?? null;
}

/** Sealed like every record: the server never learns what kind of phone it is. */
export async function announceKind(core: Core, again: boolean): Promise<void> {
  const { open } = core;
  const { kind } = core.env;
  if (open === null || kind === "" || (!again && kindOf(open, open.account.device.id) === kind)) return;
  const result = await saveRecords(open, open.home, null, { build: (stamp) => setPhone(stamp, open.account.device.id, { kind }) });
  if (result.ok) saved(core, open.account.id);
}
