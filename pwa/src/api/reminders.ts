// Calls of the reminders room, push subscriptions included.
import type { ApiResult, Door } from "./door.js";
import type { Empty, PushSubscribe, PushTestAnswer, ReminderPut, ReminderRev } from "./wire.gen.js";

export const putReminder = (door: Door, id: string, body: ReminderPut): Promise<ApiResult<ReminderRev>> => door.json("PUT", `/v1/reminders/${id}`, body);
export const deleteReminder = (door: Door, id: string, rev: number): Promise<ApiResult<Empty>> => door.json("DELETE", `/v1/reminders/${id}`, { rev });
export const subscribePush = (door: Door, body: PushSubscribe): Promise<ApiResult<Empty>> => door.json("POST", "/v1/push", body);
export const unsubscribePush = (door: Door, endpoint: string): Promise<ApiResult<Empty>> => door.json("DELETE", "/v1/push", { endpoint });
export const testPush = (door: Door): Promise<ApiResult<PushTestAnswer>> => door.json("POST", "/v1/push/test", {});
