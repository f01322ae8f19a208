// One round of syncing: post, pull, reminders, pictures. One tab at a time.
import type { Hello } from "../api/wire.gen.js";
import type { Id } from "../domain/records.js";
import { withLock } from "../store/locks.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { refreshIdentity } from "./identity-refresh.js";
import { inParallel } from "./parallel.js";
import { postOutbox } from "./post.js";
import { projectReminders } from "./project-reminders.js";
import { pullChanges } from "./pull.js";
import { offerLost, uploadBlobs } from "./upload.js";

/** Before anything is sent: is this phone signed in, as this account and device? */
async function greet(context: SyncContext, onServerTime: (offsetMs: number) => void): Promise<Step> {
  const before = context.now();
  const hello = await context.door.hello();
  if (!hello.ok) return hello;
  // Adding 0 makes −0, which CBOR would not give back, an ordinary 0.
  onServerTime(Math.round(hello.value.server_time_ms - (before + context.now()) / 2) + 0);
  const ours = ({ signed_in, account_id, device_id }: Hello, device: Id | null): boolean => signed_in && account_id === context.accountId && (device_id ?? null) === device;
  if (ours(hello.value, context.deviceId)) return DONE;
  if (ours(hello.value, null)) {
    // A restored server that has lost this device: its entry, posted again, ties the session.
    const identity = await refreshIdentity(context);
    const again = identity.ok ? await context.door.hello() : identity;
    if (!again.ok) return again;
    if (ours(again.value, context.deviceId)) return DONE;
  }
  return stopped({ type: "refused", status: 401, code: "signed_out", problem: {}, retryAfterMs: null });
}

export interface RoundHooks {
  readonly onServerTime: (offsetMs: number) => void;
  readonly onUploaded: () => Promise<void>;
}

export function syncRound(context: SyncContext, hooks: RoundHooks): Promise<Step> {
  return withLock("holdfast-outbox", async () => {
    const greeted = await greet(context, hooks.onServerTime);
    if (!greeted.ok) return greeted;
    const steps = [
      async () => {
        // First where the server stands: what it lost is given back before anything new, and nothing is added to another history.
        const { outcome, caughtUp } = await pullChanges(context);
        if (!outcome.ok && endsRound(outcome.failure)) return outcome;
        const posted = await postOutbox(context, caughtUp);
        return outcome.ok || (!posted.ok && endsRound(posted.failure)) ? posted : outcome;
      },
      () => projectReminders(context),
      () => offerLost(context),
      () => uploadBlobs(context, hooks.onUploaded),
    ];
    return inParallel(steps, 1, (step) => step(), endsRound);
  });
}
