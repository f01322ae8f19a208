// One round of syncing: post, pull, reminders, pictures. One tab at a time.
import { withLock } from "../store/locks.js";
import { DONE, endsRound, type Step, stopped, type SyncContext } from "./context.js";
import { inParallel } from "./parallel.js";
import { postOutbox } from "./post.js";
import { projectReminders } from "./project-reminders.js";
import { pullChanges } from "./pull.js";
import { uploadBlobs } from "./upload.js";

/** Before anything is sent: is this phone signed in, as this account and device? */
async function greet(context: SyncContext, onServerTime: (offsetMs: number) => void): Promise<Step> {
  const before = Date.now();
  const hello = await context.door.hello();
  if (!hello.ok) return hello;
  const { signed_in, account_id, device_id, server_time_ms } = hello.value;
  // Adding 0 makes −0, which CBOR would not give back, an ordinary 0.
  onServerTime(Math.round(server_time_ms - (before + Date.now()) / 2) + 0);
  const ours = signed_in && account_id === context.accountId && device_id === context.deviceId;
  return ours ? DONE : stopped({ type: "refused", status: 401, code: "signed_out", problem: {}, retryAfterMs: null });
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
      () => postOutbox(context),
      () => pullChanges(context),
      () => projectReminders(context),
      () => uploadBlobs(context, hooks.onUploaded),
    ];
    return inParallel(steps, 1, (step) => step(), endsRound);
  });
}
