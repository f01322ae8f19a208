// What the verifier says of a bag, with Node's own hashes.
import { createHash } from "node:crypto";
import { checkBag, type Report } from "../../bag/check.js";
import type { Bytes } from "../../bytes.js";
import { hashBy, verifySignature } from "../../crypto/verify-signature.js";
import { inPieces } from "../../zip/testing/collect.js";

const sha = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());

/** `authority`: PEM of whom the reader trusts. */
export async function checked(file: Blob, authority: Bytes | null = null): Promise<Report> {
  const hasher = (): Promise<{ update(bytes: Uint8Array): void; digest(): Uint8Array }> => {
    const hash = createHash("sha256");
    return Promise.resolve({ update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) });
  };
  const tools = { digest: (bytes: Uint8Array) => Promise.resolve(sha(bytes)), hasher, hash: hashBy, verify: verifySignature };
  return checkBag(inPieces(new Uint8Array(await file.arrayBuffer()), 65_536), { fingerprint: null, authority }, tools);
}
