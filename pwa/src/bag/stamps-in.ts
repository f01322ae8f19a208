// The timestamps of a packet: what each is of, when it was made, by whom, and whether its signature holds.
import { type Bytes } from "../bytes.js";
import type { Finding } from "../domain/packet/findings.js";
import { type Certificate, certificatesIn } from "./certificates.js";
import type { FollowedChain } from "./chains-in.js";
import { NotDer } from "./der.js";
import { MANIFEST } from "./layout.js";
import type { ReadBag } from "./read.js";
import { holdsUnder, isRoot, readToken, signerOf, type StampTools, type Token } from "./token.js";

export interface Stamp {
  readonly path: string;
  readonly at: number;
  /** The signer as its certificate names it; "" where no certificate is at hand. */
  readonly issuer: string;
  /** Null where no certificate was there to check it. */
  readonly signed: boolean | null;
  /** By a certificate that was given, not carried along. */
  readonly trusted: boolean;
}

export interface Stamps {
  readonly found: readonly Stamp[];
  readonly findings: readonly Finding[];
  /** A trusted certificate signed the stamp of the manifest. */
  readonly anchored: boolean;
}

const FOLDER = "timestamps/";
const OF_MANIFEST = `${FOLDER}manifest.tsr`;
export const AUTHORITIES = `${FOLDER}tsa-chain.pem`;

/** The hash that a stamp of this name must be of. */
function wanted(path: string, { files }: ReadBag, chains: readonly FollowedChain[]): string | null {
  if (path === OF_MANIFEST) return files.get(MANIFEST)?.sha256 ?? null;
  const [, name, line] = /^timestamps\/custody-(.+)-([1-9]\d{0,8})\.tsr$/.exec(path) ?? [];
  return chains.find((chain) => chain.name === name)?.hashes[Number(line) - 1] ?? null;
}

async function read(path: string, token: Token, known: readonly Certificate[], trusted: readonly Certificate[], tools: StampTools): Promise<Stamp> {
  const theirs = [...known, ...token.carried];
  const byTrusted = trusted.length > 0 && (await holdsUnder(trusted, token, tools));
  const signed = byTrusted || (theirs.some(isRoot) ? await holdsUnder(theirs, token, tools) : null);
  return { path, at: token.at, issuer: signerOf(token, [...known, ...trusted])?.name ?? "", signed, trusted: byTrusted };
}

function tokenIn(bytes: Bytes | null): Token | null {
  try {
    return readToken(bytes ?? new Uint8Array());
  } catch (error) {
    if (error instanceof NotDer) return null;
    throw error;
  }
}

/** `trusted`: certificates of authorities that the reader believes. */
export async function checkStamps(bag: ReadBag, chains: readonly FollowedChain[], trusted: readonly Certificate[], tools: StampTools): Promise<Stamps> {
  const known = certificatesIn(bag.files.get(AUTHORITIES)?.bytes ?? new Uint8Array());
  const [found, findings]: [Stamp[], Finding[]] = [[], []];
  for (const [path, { bytes }] of bag.files) {
    if (!path.startsWith(FOLDER) || !path.endsWith(".tsr")) continue;
    const token = tokenIn(bytes);
    const stamp = token === null ? null : await read(path, token, known, trusted, tools);
    if (token === null || stamp === null || stamp.signed === false) findings.push({ code: "timestamp_unreadable", subject: path });
    else if (token.of === null || token.of !== wanted(path, bag, chains)) findings.push({ code: "timestamp_foreign", subject: path });
    else found.push(stamp);
  }
  return { found, findings, anchored: found.some(({ path, trusted: believed }) => path === OF_MANIFEST && believed) };
}
