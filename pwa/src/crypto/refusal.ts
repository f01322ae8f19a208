// The one error of the crypto door: a code of docs/protocol.md, never a secret.

export type RefusalCode =
  | "truncated"
  | "commitment"
  | "decrypt"
  | "format"
  | "wrong_case"
  | "unknown_device"
  | "revoked_device"
  | "signature"
  | "order"
  | "schema"
  | "chunk"
  | "digest"
  | "kdf_weak"
  | "kdf_excessive"
  | "recovery_typo"
  | "identity_rewound";

export class CryptoRefusal extends Error {
  override readonly name = "CryptoRefusal";
  constructor(
    readonly code: RefusalCode,
    /** Which chunk, for `chunk`. */
    readonly index?: number,
  ) {
    super(index === undefined ? code : `${code} ${String(index)}`);
  }
}

export function isRefusal(error: unknown, code?: RefusalCode): error is CryptoRefusal {
  return error instanceof CryptoRefusal && (code === undefined || error.code === code);
}
