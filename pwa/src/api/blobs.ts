// Calls of the blobs room.
import type { ApiResult, Bytes, Door } from "./door.js";
import type { BlobState, CommittedBlobs, Empty, Quota } from "./wire.gen.js";

export const announceBlob = (door: Door, log: string, blob_id: string, hdr: string): Promise<ApiResult<BlobState>> => door.json("POST", `/v1/cases/${log}/blobs`, { blob_id, hdr });
export const committedBlobs = (door: Door, log: string): Promise<ApiResult<CommittedBlobs>> => door.json("GET", `/v1/cases/${log}/blobs`);
export const putChunk = (door: Door, blob: string, i: number, bytes: Bytes, signal?: AbortSignal): Promise<ApiResult<Empty>> =>
  door.send("PUT", `/v1/blobs/${blob}/chunks/${String(i)}`, bytes, signal);
export const blobState = (door: Door, blob: string): Promise<ApiResult<BlobState>> => door.json("GET", `/v1/blobs/${blob}`);
export const deleteBlob = (door: Door, blob: string): Promise<ApiResult<Empty>> => door.send("DELETE", `/v1/blobs/${blob}`, new Uint8Array());
export const commitBlob = (door: Door, blob: string, chunks_hash: string): Promise<ApiResult<Empty>> => door.json("POST", `/v1/blobs/${blob}/commit`, { chunks_hash });
export const getChunk = (door: Door, blob: string, i: number, signal?: AbortSignal): Promise<ApiResult<Bytes>> => door.octets(`/v1/blobs/${blob}/chunks/${String(i)}`, signal);
export const quota = (door: Door): Promise<ApiResult<Quota>> => door.json("GET", "/v1/quota");
