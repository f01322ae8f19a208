// X.509 certificates as far as a timestamp's chain needs them (RFC 5280), and which algorithm a signature is of.
import { type Bytes, hex } from "../bytes.js";
import { bits, body, inside, INTEGER, NotDer, OCTETS, oid, time, type Value, values } from "./der.js";

export type HashName = "SHA-256" | "SHA-384" | "SHA-512";
export type Scheme = { readonly type: "rsa"; readonly hash: HashName } | { readonly type: "ecdsa"; readonly hash: HashName; readonly curve: "P-256" | "P-384" | "P-521" };

export interface Certificate {
  readonly whole: Bytes;
  /** What its issuer signed. */
  readonly signed: Bytes;
  readonly signature: Bytes;
  readonly algorithm: string;
  readonly serial: string;
  /** Names as the hex of their DER. */
  readonly issuer: string;
  readonly subject: string;
  /** The subject as people read it. */
  readonly name: string;
  readonly key: Bytes;
  readonly from: number;
  readonly to: number;
  readonly isAuthority: boolean;
  readonly forTimestamps: boolean;
}

export const HASHES: Readonly<Partial<Record<string, HashName>>> = { "608648016503040201": "SHA-256", "608648016503040202": "SHA-384", "608648016503040203": "SHA-512" };
const RSA: Readonly<Partial<Record<string, HashName>>> = { "2a864886f70d01010b": "SHA-256", "2a864886f70d01010c": "SHA-384", "2a864886f70d01010d": "SHA-512" };
const PLAIN_RSA = "2a864886f70d010101";
const ECDSA: Readonly<Partial<Record<string, HashName>>> = { "2a8648ce3d040302": "SHA-256", "2a8648ce3d040303": "SHA-384", "2a8648ce3d040304": "SHA-512" };
const CURVES: Readonly<Partial<Record<string, "P-256" | "P-384" | "P-521">>> = { "2a8648ce3d030107": "P-256", "2b81040022": "P-384", "2b81040023": "P-521" };
const WIDTHS = { "P-256": 32, "P-384": 48, "P-521": 66 } as const;
const BASIC = "551d13";
const USAGE = "551d25";
const FOR_TIMESTAMPS = "2b06010505070308";
/** Common name, organisation and its unit, in the order in which they are read. */
const SHOWN = ["550403", "55040a", "55040b"] as const;

/** Null for a scheme that is not known here. `digest`: of the signer, for algorithms that do not name one. */
export function schemeOf(algorithm: string, key: Bytes, digest?: HashName): Scheme | null {
  const rsa = RSA[algorithm] ?? (algorithm === PLAIN_RSA ? digest : undefined);
  if (rsa !== undefined) return { type: "rsa", hash: rsa };
  const hash = ECDSA[algorithm];
  if (hash === undefined) return null;
  const [, parameters] = inside(inside(values(key)[0])[0]);
  const curve = CURVES[oid(parameters)];
  return curve === undefined ? null : { type: "ecdsa", hash, curve };
}

/** ECDSA's two numbers side by side, as WebCrypto takes them. */
export function plainSignature(scheme: Scheme, signature: Bytes): Bytes {
  if (scheme.type === "rsa") return signature;
  const width = WIDTHS[scheme.curve];
  const out = new Uint8Array(2 * width);
  inside(values(signature)[0]).forEach((number, n) => {
    const digits = body(number, INTEGER);
    const bare = digits[0] === 0 ? digits.subarray(1) : digits;
    if (n > 1 || bare.length > width) throw new NotDer();
    out.set(bare, (n + 1) * width - bare.length);
  });
  return out;
}

function nameOf(subject: Value): string {
  const parts = inside(subject).flatMap((set) => inside(set, 0x31)).map((pair) => {
    const [type, text] = inside(pair);
    return { type: oid(type), text: new TextDecoder().decode(text?.body) };
  });
  return SHOWN.flatMap((shown) => parts.filter(({ type }) => type === shown).map(({ text }) => text)).join(", ");
}

function extensionsIn(rest: readonly Value[]): ReadonlyMap<string, Bytes> {
  const found = rest.find(({ tag }) => tag === 0xa3);
  if (found === undefined) return new Map();
  return new Map(inside(values(found.body)[0]).map((extension) => {
    const parts = inside(extension);
    return [oid(parts[0]), body(parts.at(-1), OCTETS)];
  }));
}

export function certificateIn(whole: Bytes): Certificate {
  const [certificate, ...more] = values(whole);
  const [tbs, algorithm, signature] = inside(certificate);
  if (tbs === undefined || more.length > 0) throw new NotDer();
  const fields = inside(tbs);
  const [serial, , issuer, validity, subject, key, ...rest] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (issuer === undefined || subject === undefined || key === undefined) throw new NotDer();
  const [from, to] = inside(validity).map(time);
  const extensions = extensionsIn(rest);
  const basic = extensions.get(BASIC);
  const usage = extensions.get(USAGE);
  return {
    whole, signed: tbs.whole, signature: bits(signature), algorithm: oid(inside(algorithm)[0]), serial: hex(body(serial, INTEGER)),
    issuer: hex(issuer.whole), subject: hex(subject.whole), name: nameOf(subject), key: key.whole, from: from ?? NaN, to: to ?? NaN,
    isAuthority: basic !== undefined && inside(values(basic)[0])[0]?.body[0] === 0xff,
    forTimestamps: usage !== undefined && inside(values(usage)[0]).map(oid).join() === FOR_TIMESTAMPS,
  };
}

/** Those of a PEM file; none when it is none. */
export function certificatesIn(pem: Uint8Array): readonly Certificate[] {
  try {
    const text = new TextDecoder().decode(pem);
    return [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(([, inner = ""]) => certificateIn(Uint8Array.from(atob(inner.replace(/\s/g, "")), (char) => char.charCodeAt(0))));
  } catch (error) {
    if (error instanceof NotDer || error instanceof DOMException) return [];
    throw error;
  }
}

