// A revoke names, for each log, the history that the revoking phone had seen: another one is a fork, whoever shows it.
import type { Identity } from "../crypto/identity.js";
import type { Id } from "../domain/records.js";
import type { Database } from "../store/schema.js";
import { pauseLog } from "./integrate.js";
import { contradicts, ownHead } from "./judge.js";

/** Logs that this phone already has, against the revokes that it has just learned of. */
export async function pauseContradicted(database: Database, identity: Pick<Identity, "revoked">, known: Pick<Identity, "revoked">): Promise<void> {
  const learned = [...identity.revoked].filter(([device]) => !known.revoked.has(device));
  const named = new Map<Id, Set<number>>();
  for (const [, seen] of learned) for (const [log, { seq }] of seen) named.set(log, (named.get(log) ?? new Set()).add(seq));
  for (const [log, seqs] of named) {
    for (const seq of seqs) {
      const own = await ownHead(database, log, seq, []);
      if (own !== null && contradicts(identity, { log, seq, head: own.buffer })) await pauseLog(database, log, "fork");
    }
  }
}
