// The browser changed this phone's push subscription by itself: a new one is registered at once, with the session alone; else the next opening does it.
import type { Door } from "../api/door.js";
import { subscribePush } from "../api/reminders.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { putMeta, readMeta } from "../store/meta.js";
import { writePrefs } from "../store/prefs.js";
import type { Database } from "../store/schema.js";
import { write } from "../store/transaction.js";
import { withDatabase } from "./with-database.js";

/** The part of the browser's PushManager used here. */
export interface Subscriber {
  subscribe(options: PushSubscriptionOptionsInit): Promise<Pick<PushSubscription, "endpoint" | "getKey">>;
}

async function renewed(subscriber: Subscriber, door: Door, database: Database): Promise<boolean> {
  const [account, device, before] = [await readMeta(database, "account"), await readMeta(database, "device"), await readMeta(database, "push_endpoint")];
  const hello = await door.hello();
  if (before === undefined || !hello.ok || hello.value.account_id !== account?.id || hello.value.device_id !== device?.id) return false;
  const vapid_key = hello.value.vapid_public_key;
  const subscription = await subscriber.subscribe({ userVisibleOnly: true, applicationServerKey: fromBase64url(vapid_key) });
  const [p256dh, auth] = [subscription.getKey("p256dh"), subscription.getKey("auth")];
  if (p256dh === null || auth === null) return false;
  const { endpoint } = subscription;
  const said = await subscribePush(door, { endpoint, p256dh: toBase64url(new Uint8Array(p256dh)), auth: toBase64url(new Uint8Array(auth)), vapid_key });
  if (said.ok) await write(database, ["meta"], (tx) => putMeta(tx, "push_endpoint", endpoint));
  return said.ok;
}

/** What could not be renewed is remembered as lost. */
export async function renewSubscription(subscriber: Subscriber, door: Door, open: () => Promise<Database>): Promise<void> {
  const done = await withDatabase(open, false, (database) => renewed(subscriber, door, database));
  await writePrefs({ push_lost: !done });
}
