// Calls of the sync room.
import type { ApiResult, Bytes, Door } from "./door.js";
import type { CaseRef, Feed, OpsAccepted } from "./wire.gen.js";

export const MAX_PUSH_BYTES = 4 * 1024 * 1024;
export const MAX_PUSH_OPS = 100;
export const PULL_BYTES = 1024 * 1024;

export const startCase = (door: Door, case_id: string): Promise<ApiResult<CaseRef>> => door.json("POST", "/v1/cases", { case_id });
export const postOps = (door: Door, log: string, framed: Bytes): Promise<ApiResult<OpsAccepted>> => door.send("POST", `/v1/cases/${log}/ops`, framed);
/** `framed`: u64 after ‖ H_after ‖ the ops that follow. */
export const healOps = (door: Door, log: string, framed: Bytes): Promise<ApiResult<OpsAccepted>> => door.send("POST", `/v1/cases/${log}/heal`, framed);
export const pullOps = (door: Door, log: string, after: number): Promise<ApiResult<Bytes>> =>
  door.octets(`/v1/cases/${log}/ops?after=${String(after)}&max_bytes=${String(PULL_BYTES)}`);
export const readFeed = (door: Door, cursor: string): Promise<ApiResult<Feed>> => door.json("GET", `/v1/feed?cursor=${encodeURIComponent(cursor)}`);
