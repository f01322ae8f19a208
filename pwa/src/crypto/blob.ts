// Blobs: a picture's bytes in chunks, each bound to its place, the whole bound to its header.
import { ascii, type Bytes, concat, readUint, u16, u32, u64, u8 } from "./bytes.js";
import { equalBytes } from "./constant-time.js";
import { gcmKey, gcmOpen, gcmSeal, TAG } from "./gcm.js";
import { sha256 } from "./hash.js";
import { hkdf } from "./hkdf.js";
import { paddedLength } from "./padme.js";
import { systemRandom, type Random } from "./random.js";
import { CryptoRefusal } from "./refusal.js";

const HDR = 64;
const LARGE = 64 * 1024 * 1024;

export interface BlobShape {
  readonly chunkBytes: number;
  readonly chunkCount: number;
  readonly paddedLen: number;
}

export interface BlobKey {
  readonly key: CryptoKey;
  readonly hdr: Bytes;
  readonly commit: Bytes;
  readonly shape: BlobShape;
}

function shapeOf(log2chunk: number, paddedLen: number): BlobShape {
  const chunkBytes = 2 ** log2chunk;
  return { chunkBytes, chunkCount: Math.ceil(paddedLen / chunkBytes), paddedLen };
}

async function derive(bk: Uint8Array, hdr: Uint8Array): Promise<{ key: CryptoKey; commit: Bytes }> {
  const okm = await hkdf(bk, hdr.subarray(32), concat(ascii("e1/blob"), hdr.subarray(0, 32)), 64);
  return { key: await gcmKey(okm.subarray(0, 32)), commit: okm.slice(32) };
}

/** Header and key for a new blob of `plainLen` bytes. */
export async function newBlob(bk: Uint8Array, blobId: Uint8Array, plainLen: number, random: Random = systemRandom): Promise<BlobKey> {
  const log2chunk = plainLen > LARGE ? 22 : 20;
  const shape = shapeOf(log2chunk, paddedLength(plainLen));
  const hdr = concat(ascii("E1BL"), u8(1), u8(log2chunk), u16(0), u32(shape.chunkCount), u64(shape.paddedLen), blobId.subarray(0, 12), random(32));
  return { ...(await derive(bk, hdr)), hdr, shape };
}

/** Reads a header. Refuses `format`. */
export function parseBlobHdr(hdr: Uint8Array): BlobShape {
  const magic = hdr.length === HDR && ascii("E1BL").every((byte, i) => hdr[i] === byte);
  const log2chunk = readUint(hdr, 5, 1);
  const paddedLen = readUint(hdr, 12, 8);
  if (!magic || hdr[4] !== 1 || readUint(hdr, 6, 2) !== 0 || log2chunk !== (paddedLen > LARGE ? 22 : 20)) throw new CryptoRefusal("format");
  const shape = shapeOf(log2chunk, paddedLen);
  if (paddedLen !== paddedLength(paddedLen) || shape.chunkCount !== readUint(hdr, 8, 4)) throw new CryptoRefusal("format");
  return shape;
}

/** The key of a blob that a record names. Refuses `format` or `commitment`. */
export async function openBlob(bk: Uint8Array, blobId: Uint8Array, hdr: Uint8Array, commit: Uint8Array): Promise<BlobKey> {
  const shape = parseBlobHdr(hdr);
  if (!equalBytes(hdr.subarray(20, 32), blobId.subarray(0, 12))) throw new CryptoRefusal("format");
  const derived = await derive(bk, hdr);
  if (!equalBytes(derived.commit, commit)) throw new CryptoRefusal("commitment");
  return { ...derived, hdr: new Uint8Array(hdr), shape };
}

function nonce(index: number, shape: BlobShape): Bytes {
  return concat(new Uint8Array(3), u8(index === shape.chunkCount - 1 ? 1 : 0), u64(index));
}

function sliceLength(index: number, shape: BlobShape): number {
  return Math.min(shape.chunkBytes, shape.paddedLen - index * shape.chunkBytes);
}

/** Seals slice `index`; `plain` may be shorter than the slice at the end, the rest is zeros. */
export async function sealChunk(blob: BlobKey, index: number, plain: Uint8Array): Promise<Bytes> {
  const length = sliceLength(index, blob.shape);
  let slice = plain;
  if (plain.length !== length) {
    slice = new Uint8Array(length);
    slice.set(plain);
  }
  return gcmSeal(blob.key, nonce(index, blob.shape), blob.hdr, slice);
}

/** Refuses `truncated` or `chunk` with its index. */
export async function openChunk(blob: BlobKey, index: number, chunk: Uint8Array): Promise<Bytes> {
  if (chunk.length !== sliceLength(index, blob.shape) + TAG) throw new CryptoRefusal("truncated");
  return gcmOpen(blob.key, nonce(index, blob.shape), blob.hdr, chunk, "chunk", index);
}

export function sealedChunkLength(index: number, shape: BlobShape): number {
  return sliceLength(index, shape) + TAG;
}

export function chunksHash(chunkHashes: readonly Uint8Array[]): Promise<Bytes> {
  return sha256(...chunkHashes);
}
