// Passkeys as this browser makes and uses them. What the PRF answers leaves here only as bytes for a key, never with what is posted.
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import type { Bytes } from "../crypto/bytes.js";
import { systemRandom } from "../crypto/random.js";
import type { PasskeyTrouble } from "./passkeys-port.js";
import type { Result } from "./port.js";

export interface NewPasskey {
  readonly accountId: Bytes;
  /** What the phone's own list of passkeys shows. */
  readonly shownAs: string;
  readonly challenge: string;
  /** Credential ids of this account: one authenticator holds one. */
  readonly others: readonly Bytes[];
}

export interface Made {
  readonly credentialId: Bytes;
  readonly clientData: string;
  readonly attestation: string;
}

export interface Signed {
  readonly credentialId: Bytes;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** A credential with what its PRF is asked. */
export interface Question {
  readonly credentialId: Bytes;
  readonly input: Bytes;
}

export interface Answer {
  readonly credentialId: Bytes;
  readonly output: Bytes;
}

type Outcome<T> = Promise<Result<T, PasskeyTrouble>>;

export interface Authenticator {
  isSupported(): boolean;
  /** `no_prf` when it can sign in but never open anything. */
  make(wanted: NewPasskey): Outcome<Made>;
  /** Signs the server's challenge; with any passkey of this site, or with those named. */
  sign(challenge: string, credentialIds?: readonly Bytes[]): Outcome<Signed>;
  /** Asks one of them, whichever the person takes. */
  evaluate(questions: readonly Question[]): Outcome<Answer>;
}

const ALGORITHMS = [-7, -8, -257];
const TIMEOUT_MS = 120_000;

const TROUBLES: Readonly<Record<string, PasskeyTrouble["type"]>> = {
  InvalidStateError: "already",
  SecurityError: "unsupported",
  ConstraintError: "unsupported",
  NotSupportedError: "unsupported",
};

/** NotAllowedError and AbortError: cancelled, timed out, or nothing there to choose; browsers do not say which. */
function troubleOf(error: unknown): PasskeyTrouble["type"] {
  if (!(error instanceof Error)) throw error;
  if (error instanceof TypeError || error instanceof RangeError) throw error;
  return TROUBLES[error.name] ?? "cancelled";
}

async function outcome<T>(act: () => Promise<Result<T, PasskeyTrouble>>): Outcome<T> {
  if (!isSupported()) return { ok: false, type: "unsupported" };
  try {
    return await act();
  } catch (error) {
    return { ok: false, type: troubleOf(error) };
  }
}

function isSupported(): boolean {
  return typeof PublicKeyCredential === "function";
}

function named(credentialIds: readonly Bytes[]): { readonly id: string; readonly type: "public-key" }[] {
  return credentialIds.map((id) => ({ id: toBase64url(id), type: "public-key" as const }));
}

async function create({ accountId, shownAs, challenge, others }: NewPasskey): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await import("./passkey-library.js");
  const optionsJSON = {
    challenge,
    rp: { name: "Holdfast" },
    user: { id: toBase64url(accountId), name: shownAs, displayName: shownAs },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: "public-key" as const })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" } as const,
    attestation: "none" as const,
    excludeCredentials: named(others),
    extensions: { prf: {} },
    timeout: TIMEOUT_MS,
  };
  return startRegistration({ optionsJSON });
}

async function get(options: Pick<PublicKeyCredentialRequestOptionsJSON, "challenge" | "allowCredentials" | "extensions">): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import("./passkey-library.js");
  return startAuthentication({ optionsJSON: { ...options, userVerification: "required", timeout: TIMEOUT_MS } });
}

async function evaluate(questions: readonly Question[]): Promise<Result<Answer, PasskeyTrouble>> {
  const evalByCredential = Object.fromEntries(questions.map(({ credentialId, input }) => [toBase64url(credentialId), { first: input }]));
  // Nobody checks this signature: the challenge is the phone's own, the slot tells whether the answer is right.
  const allowCredentials = named(questions.map(({ credentialId }) => credentialId));
  const said = await get({ challenge: toBase64url(systemRandom(32)), allowCredentials, extensions: { prf: { evalByCredential } } });
  const first = said.clientExtensionResults.prf?.results?.first;
  if (first === undefined) return { ok: false, type: "no_prf" };
  const output = first instanceof ArrayBuffer ? new Uint8Array(first.slice(0)) : Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength));
  return { ok: true, value: { credentialId: fromBase64url(said.rawId), output } };
}

export const browserAuthenticator: Authenticator = {
  isSupported,
  make: (wanted) =>
    outcome(async () => {
      const { rawId, response, clientExtensionResults } = await create(wanted);
      if (clientExtensionResults.prf?.enabled !== true) return { ok: false, type: "no_prf" };
      return { ok: true, value: { credentialId: fromBase64url(rawId), clientData: response.clientDataJSON, attestation: response.attestationObject } };
    }),
  sign: (challenge, credentialIds = []) =>
    outcome(async () => {
      const { rawId, response } = await get({ challenge, allowCredentials: named(credentialIds) });
      const { clientDataJSON: clientData, authenticatorData, signature } = response;
      return { ok: true, value: { credentialId: fromBase64url(rawId), clientData, authenticatorData, signature } };
    }),
  evaluate: (questions) => outcome(() => evaluate(questions)),
};
