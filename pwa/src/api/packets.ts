// The packets room's one call.
import type { ApiResult, Bytes, Door } from "./door.js";

export type PaperSize = "letter" | "a4";

/** `record`: record.json as it is; its PDF comes back, with stand-ins where pictures will be. */
export const typesetRecord = (door: Door, record: string, paper: PaperSize, signal: AbortSignal): Promise<ApiResult<Bytes>> => door.exchange(`/packets?paper=${paper}`, record, signal);
