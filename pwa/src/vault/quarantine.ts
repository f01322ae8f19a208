// What could not be verified: named for the person, told to nobody else.
import { hex } from "../crypto/bytes.js";
import { parseOp } from "../crypto/op.js";
import { isRefusal } from "../crypto/refusal.js";
import { deviceLetter } from "../domain/labels.js";
import type { OpRow } from "../store/schema.js";
import type { Core } from "./core.js";
import type { Forked, Quarantined } from "./logs-port.js";
import type { OpenVault } from "./open-vault.js";

function titleOf(open: OpenVault, log: string): string | null {
  return log === open.account.id ? null : (open.home.state.cases.find(({ id }) => id === log)?.title ?? "");
}

/** The letter of the device that an op names: no proof that it wrote it. */
function letterOf(open: OpenVault, op: ArrayBuffer): string | null {
  try {
    const device = open.account.identity.devices.get(hex(parseOp(new Uint8Array(op)).deviceId));
    return device === undefined ? null : deviceLetter(device.letter);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

function named(open: OpenVault, { log, seq, op, at, quarantined }: OpRow): Quarantined {
  return { log, seq, caseTitle: titleOf(open, log), at: at ?? null, letter: letterOf(open, op), why: quarantined ?? "", bytes: op.byteLength };
}

export async function quarantinedOps(core: Core): Promise<readonly Quarantined[]> {
  const { open } = core;
  if (open === null) return [];
  return (await open.database.getAllFromIndex("ops", "quarantined")).map((row) => named(open, row));
}

export async function forkedLogs(open: OpenVault): Promise<readonly Forked[]> {
  const heads = await open.database.getAll("heads");
  return heads.filter(({ paused }) => paused === "fork").map(({ log }) => ({ log, caseTitle: titleOf(open, log) }));
}
