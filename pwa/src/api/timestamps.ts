// The timestamps room's calls: hashes go there, and nothing else.
import type { ApiResult, Bytes, Door } from "./door.js";
import type { TimestampAuthority } from "./wire.gen.js";

export const getAuthority = (door: Door): Promise<ApiResult<TimestampAuthority>> => door.json("GET", "/timestamps");

/** An RFC 3161 query; its TimeStampResp comes back. */
export const askForTimestamp = (door: Door, query: Bytes, signal: AbortSignal): Promise<ApiResult<Bytes>> => door.exchange("/timestamps", query, signal, "application/timestamp-query");
