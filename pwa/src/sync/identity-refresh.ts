// Fetches the identity log again: it may only have grown. What a restored server lost of it is posted once more.
import { appendIdentity, identityEntries } from "../api/accounts.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { equalBytes } from "../crypto/constant-time.js";
import { checkPin, entryFromLater, firstTogether, type Identity, verifyIdentity } from "../crypto/identity.js";
import type { Bytes } from "../crypto/bytes.js";
import { idBytes } from "../crypto/ids.js";
import { isRefusal } from "../crypto/refusal.js";
import { putMeta, readMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { pauseContradicted } from "./revoked-history.js";
import { type Step, stopped, type SyncContext } from "./context.js";

type Needs = Pick<SyncContext, "database" | "door" | "accountId" | "identity" | "onIdentity" | "giveBackKeys">;

/** The server's log, with what it had lost of ours given back where ours only goes on from it. */
async function wholeLog({ door, database, giveBackKeys }: Needs): Promise<Step<readonly Bytes[]>> {
  const answer = await identityEntries(door);
  if (!answer.ok) return answer;
  const theirs = answer.value.entries.map(fromBase64url);
  const ours = ((await readMeta(database, "identity")) ?? []).map((entry) => new Uint8Array(entry));
  const beginning = theirs.length < ours.length && theirs.every((entry, i) => equalBytes(entry, ours[i] ?? new Uint8Array()));
  if (!beginning) return { ok: true, value: theirs };
  for (let rest = ours.slice(theirs.length); rest.length > 0; ) {
    const { entries, rotates } = firstTogether(rest);
    const posted = rotates ? await giveBackKeys(entries) : await appendIdentity(door, toBase64url(rest[0] ?? new Uint8Array()));
    if (!posted.ok && posted.failure.type === "offline") return posted;
    // Refused: what we have stays the truth, and the log stays too short for the pin.
    if (!posted.ok || posted.value === false) return { ok: true, value: theirs };
    rest = rest.slice(entries.length);
  }
  const again = await identityEntries(door);
  return again.ok ? { ok: true, value: again.value.entries.map(fromBase64url) } : again;
}

/** The verified log, stored; `update_needed` when it goes on in a way this build does not know; the alarm `identity_rewound` when it is not a continuation of the pinned one. */
export async function refreshIdentity(context: Needs): Promise<Step<Identity>> {
  const pin = context.identity();
  let later = false;
  try {
    const whole = await wholeLog(context);
    if (!whole.ok) return whole;
    const entries = whole.value;
    later = entries.slice(pin.n).some(entryFromLater);
    await checkPin(entries, pin);
    const identity = await verifyIdentity(entries, idBytes(context.accountId), pin.ikPub);
    await write(context.database, ["meta"], (tx) => putMeta(tx, "identity", entries.map((entry) => entry.buffer)));
    context.onIdentity(identity);
    await pauseContradicted(context.database, identity, pin);
    return { ok: true, value: identity };
  } catch (error) {
    if (later && isRefusal(error, "format")) return stopped({ type: "update_needed" });
    if (isRefusal(error) || error instanceof RangeError) return stopped({ type: "alarm", problem: "identity_rewound" });
    throw error;
  }
}
