// Tasks: write the query for a timestamp, and believe its answer only if it is of that hash and holds under the authority's chain.
import { certificatesIn } from "../bag/certificates.js";
import { NotDer, timestampQuery } from "../bag/der.js";
import { holdsUnder, readToken } from "../bag/token.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { systemRandom } from "../crypto/random.js";
import { hashBy, verifySignature } from "../crypto/verify-signature.js";
import type { StampReadInput } from "./copy-protocol.js";

const NONCE_BYTES = 8;

export function runStampQuery({ sha256 }: { readonly sha256: Bytes }): Promise<Bytes> {
  return Promise.resolve(timestampQuery(sha256, systemRandom(NONCE_BYTES)));
}

/** Null for an answer that nobody could check later. */
export async function runStampRead({ reply, sha256, chain }: StampReadInput): Promise<{ readonly at: number } | null> {
  try {
    const token = readToken(reply);
    const holds = token.of === hex(sha256) && (await holdsUnder(certificatesIn(chain), token, { hash: hashBy, verify: verifySignature }));
    return holds ? { at: token.at } : null;
  } catch (error) {
    if (error instanceof NotDer) return null;
    throw error;
  }
}
