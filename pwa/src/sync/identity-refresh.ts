// Fetches the identity log again: it may only have grown.
import { identityEntries } from "../api/accounts.js";
import { fromBase64url } from "../crypto/base64url.js";
import { checkPin, entryFromLater, type Identity, verifyIdentity } from "../crypto/identity.js";
import { idBytes } from "../crypto/ids.js";
import { isRefusal } from "../crypto/refusal.js";
import { putMeta } from "../store/meta.js";
import { write } from "../store/transaction.js";
import { type Step, stopped, type SyncContext } from "./context.js";

type Needs = Pick<SyncContext, "database" | "door" | "accountId" | "identity" | "onIdentity">;

/** The verified log, stored; `update_needed` when it goes on in a way this build does not know; the alarm `identity_rewound` when it is not a continuation of the pinned one. */
export async function refreshIdentity(context: Needs): Promise<Step<Identity>> {
  const answer = await identityEntries(context.door);
  if (!answer.ok) return answer;
  const pin = context.identity();
  let later = false;
  try {
    const entries = answer.value.entries.map(fromBase64url);
    later = entries.slice(pin.n).some(entryFromLater);
    await checkPin(entries, pin);
    const identity = await verifyIdentity(entries, idBytes(context.accountId), pin.ikPub);
    await write(context.database, ["meta"], (tx) => putMeta(tx, "identity", entries.map((entry) => entry.buffer)));
    context.onIdentity(identity);
    return { ok: true, value: identity };
  } catch (error) {
    if (later && isRefusal(error, "format")) return stopped({ type: "update_needed" });
    if (isRefusal(error) || error instanceof RangeError) return stopped({ type: "alarm", problem: "identity_rewound" });
    throw error;
  }
}
