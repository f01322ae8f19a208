// A timestamp token (RFC 3161, RFC 5652): what it is of, when, and whether the signature holds under given certificates.
import { type Bytes, hex } from "../bytes.js";
import { type Certificate, certificateIn, HASHES, type HashName, plainSignature, type Scheme, schemeOf } from "./certificates.js";
import { body, inside, INTEGER, NotDer, OCTETS, oid, SET, time, type Value, values } from "./der.js";

export interface StampTools {
  readonly hash: (name: HashName | "SHA-1", bytes: Bytes) => Promise<Uint8Array>;
  /** ECDSA's signature as two numbers side by side. False for a key that is none. */
  readonly verify: (scheme: Scheme, key: Bytes, signature: Bytes, signed: Bytes) => Promise<boolean>;
}

export interface Token {
  /** The stamped hash, in hex; null where it is no SHA-256. */
  readonly of: string | null;
  readonly at: number;
  readonly info: Bytes;
  readonly carried: readonly Certificate[];
  readonly signer: Signer;
}

interface Signer {
  readonly issuer: string;
  readonly serial: string;
  readonly digest: HashName;
  /** By type: the first value. */
  readonly attributes: ReadonlyMap<string, Value>;
  /** As they were signed. */
  readonly signed: Bytes;
  readonly algorithm: string;
  readonly signature: Bytes;
}

const SIGNED_DATA = "2a864886f70d010702";
const TST_INFO = "2a864886f70d0109100104";
const CONTENT_TYPE = "2a864886f70d010903";
const MESSAGE_DIGEST = "2a864886f70d010904";
const CERTIFICATE_V1 = "2a864886f70d010910020c";
const CERTIFICATE_V2 = "2a864886f70d010910022f";
const MOST_STEPS = 8;

function hashOf(algorithm: Value | undefined): HashName {
  const found = HASHES[oid(inside(algorithm)[0])];
  if (found === undefined) throw new NotDer();
  return found;
}

function signerIn(value: Value | undefined): Signer {
  const [, sid, digest, attributes, algorithm, signature] = inside(value);
  const [issuer, serial] = inside(sid);
  if (attributes?.tag !== 0xa0 || issuer === undefined) throw new NotDer();
  const signed = Uint8Array.from(attributes.whole);
  signed[0] = SET;
  const read = values(attributes.body).map((attribute): readonly [string, Value] => {
    const [type, held] = inside(attribute);
    const [first] = inside(held, SET);
    if (first === undefined) throw new NotDer();
    return [oid(type), first];
  });
  return { issuer: hex(issuer.whole), serial: hex(body(serial, INTEGER)), digest: hashOf(digest), attributes: new Map(read), signed, algorithm: oid(inside(algorithm)[0]), signature: body(signature, OCTETS) };
}

/** NotDer for anything that is no granted TimeStampResp with one signer. */
export function readToken(bytes: Bytes): Token {
  const [response, ...behind] = values(bytes);
  const [status, token] = inside(response);
  const granted = body(inside(status)[0], INTEGER);
  const [type, content] = inside(token);
  if (behind.length > 0 || granted.length !== 1 || (granted[0] ?? 9) > 1 || oid(type) !== SIGNED_DATA) throw new NotDer();
  const [, , encapsulated, ...rest] = inside(inside(content, 0xa0)[0]);
  const [contentType, info] = inside(encapsulated);
  const signers = inside(rest.at(-1), SET);
  if (oid(contentType) !== TST_INFO || signers.length !== 1) throw new NotDer();
  const octets = body(inside(info, 0xa0)[0], OCTETS);
  const [, , imprint, , genTime] = inside(values(octets)[0]);
  const [algorithm, stamped] = inside(imprint);
  const certificates = rest.find(({ tag }) => tag === 0xa0);
  return {
    of: HASHES[oid(inside(algorithm)[0])] === "SHA-256" ? hex(body(stamped, OCTETS)) : null,
    at: time(genTime),
    info: octets,
    carried: certificates === undefined ? [] : values(certificates.body).map(({ whole }) => certificateIn(whole)),
    signer: signerIn(signers[0]),
  };
}

async function isSignedBy({ signed, signature, algorithm }: Pick<Certificate, "signed" | "signature" | "algorithm">, { key }: Certificate, tools: StampTools, digest?: HashName): Promise<boolean> {
  const scheme = schemeOf(algorithm, key, digest);
  return scheme !== null && (await tools.verify(scheme, key, plainSignature(scheme, signature), signed));
}

async function namesCertificate({ signer: { attributes } }: Token, { whole }: Certificate, { hash }: StampTools): Promise<boolean> {
  const found = attributes.get(CERTIFICATE_V2) ?? attributes.get(CERTIFICATE_V1);
  if (found === undefined) return false;
  const parts = inside(inside(inside(found)[0])[0]);
  const at = parts.findIndex(({ tag }) => tag === OCTETS);
  const name = !attributes.has(CERTIFICATE_V2) ? "SHA-1" : at === 0 ? "SHA-256" : hashOf(parts[0]);
  return hex(body(parts[at], OCTETS)) === hex(await hash(name, whole));
}

/** The signer's own part: its certificate is for timestamps, was good at that time, and signed this. */
async function signed(token: Token, by: Certificate, tools: StampTools): Promise<boolean> {
  const { info, signer, at } = token;
  const type = signer.attributes.get(CONTENT_TYPE);
  const digest = signer.attributes.get(MESSAGE_DIGEST);
  if (!by.forTimestamps || at < by.from || at > by.to || type === undefined || oid(type) !== TST_INFO) return false;
  if (hex(body(digest, OCTETS)) !== hex(await tools.hash(signer.digest, info))) return false;
  return (await namesCertificate(token, by, tools)) && (await isSignedBy(signer, by, tools, signer.digest));
}

const same = (a: Certificate, b: Certificate): boolean => hex(a.whole) === hex(b.whole);

async function leadsTo(roots: readonly Certificate[], from: Certificate, between: readonly Certificate[], at: number, tools: StampTools): Promise<boolean> {
  let now = from;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const here = now;
    if (roots.some((root) => same(root, here))) return true;
    const above = [...roots, ...between].find(({ subject, isAuthority, from: begins, to }) => subject === here.issuer && isAuthority && at >= begins && at <= to);
    if (above === undefined || !(await isSignedBy(here, above, tools))) return false;
    now = above;
  }
  return false;
}

export function signerOf({ carried, signer }: Token, known: readonly Certificate[]): Certificate | null {
  return [...carried, ...known].find(({ issuer, serial }) => issuer === signer.issuer && serial === signer.serial) ?? null;
}

export const isRoot = ({ issuer, subject }: Certificate): boolean => issuer === subject;

/** Whether the signature holds and leads to a root of these; where none is a root, to any of them. */
export async function holdsUnder(certificates: readonly Certificate[], token: Token, tools: StampTools): Promise<boolean> {
  const roots = certificates.some(isRoot) ? certificates.filter(isRoot) : certificates;
  const by = signerOf(token, certificates);
  try {
    return by !== null && (await signed(token, by, tools)) && (await leadsTo(roots, by, [...certificates, ...token.carried], token.at, tools));
  } catch (error) {
    if (error instanceof NotDer) return false;
    throw error;
  }
}
