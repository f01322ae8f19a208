// Calls of the reminders room, push subscriptions included.
import type { ApiResult, Door } from "./door.js";
import type { Empty, PushStanding, PushSubscribe, PushTestAnswer, ReminderAct, ReminderPut, ReminderRev } from "./wire.gen.js";

export const putReminder = (door: Door, id: string, body: ReminderPut): Promise<ApiResult<ReminderRev>> => door.json("PUT", `/v1/reminders/${id}`, body);
export const deleteReminder = (door: Door, id: string, rev: number): Promise<ApiResult<Empty>> => door.json("DELETE", `/v1/reminders/${id}`, { rev });
export const subscribePush = (door: Door, body: PushSubscribe): Promise<ApiResult<Empty>> => door.json("POST", "/v1/push", body);
export const pushStanding = (door: Door): Promise<ApiResult<PushStanding>> => door.json("GET", "/v1/push");
export const unsubscribePush = (door: Door, endpoint: string): Promise<ApiResult<Empty>> => door.json("DELETE", "/v1/push", { endpoint });
export const testPush = (door: Door): Promise<ApiResult<PushTestAnswer>> => door.json("POST", "/v1/push/test", {});

const OVER = ["act_over", "invalid"];

/** By the token of a push, whoever is signed in; null when it has to be tried again. */
export async function postAct(door: Door, { token, act }: ReminderAct): Promise<"taken" | null> {
  const said = await door.parting("/v1/reminders/act", { token, act });
  // Over: a newer rev stands, or the token is too old. Anything else may be a portal on the way.
  return said.ok || (said.failure.type === "refused" && OVER.includes(said.failure.code)) ? "taken" : null;
}
