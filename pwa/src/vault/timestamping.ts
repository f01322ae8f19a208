// Asks for timestamps: a hash goes out, and its token stays with the case. Whatever does not come now is asked for again.
import { askForTimestamp, getAuthority } from "../api/timestamps.js";
import { type Bytes, utf8 } from "../crypto/bytes.js";
import { sha256 } from "../crypto/hash.js";
import { event } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { unstamped } from "../domain/timestamps.js";
import { type Core, saved } from "./core.js";
import type { Environment } from "./environment.js";
import { caseView, type OpenVault } from "./open-vault.js";
import { saveRecords } from "./writer.js";

const PATIENCE_MS = 10_000;

export interface Stamped {
  readonly token: Bytes;
  readonly chain: Bytes;
  readonly stamped: number;
  readonly independent: boolean;
}

/** Null without a network, or for an answer that would not hold later. */
export async function stampOfHash({ door, copies }: Pick<Environment, "door" | "copies">, hash: Bytes, signal?: AbortSignal): Promise<Stamped | null> {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  const authority = await getAuthority(door);
  if (!authority.ok) return null;
  const query = await copies("stampQuery", { sha256: hash });
  const reply = await askForTimestamp(door, query, signal === undefined ? limit : AbortSignal.any([limit, signal]));
  if (!reply.ok) return null;
  const { independent, chain_pem } = authority.value;
  const chain = utf8(chain_pem);
  const read = await copies("stampRead", { reply: reply.value, sha256: hash, chain });
  return read === null ? null : { token: reply.value, chain, stamped: read.at, independent };
}

/** This phone's own chain of a case, up to its last line. True when a token was kept. */
async function stampCase(core: Core, open: OpenVault, id: Id, state: CaseState): Promise<boolean> {
  const device = open.account.device.id;
  const last = unstamped(state, device);
  if (last === null) return false;
  const hash = await sha256(last.line);
  const stamp = await stampOfHash(core.env, hash);
  const view = stamp === null || core.open !== open ? null : await caseView(open, id);
  if (stamp === null || view === null) return false;
  const { token, chain, stamped, independent } = stamp;
  const kept = await saveRecords(open, view, view.state, { build: (at) => [event(at, "timestamp", { device, n: last.n, sha256: hash, stamped, independent, token, chain })] });
  if (kept.ok) saved(core, id);
  return kept.ok;
}

/** True when a clock has seen all of it, now or before. */
export async function stampChain(core: Core, id: Id): Promise<boolean> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, id);
  if (open === null || view === null) return false;
  return unstamped(view.state, open.account.device.id) === null || (await stampCase(core, open, id, view.state));
}
