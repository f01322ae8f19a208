// Wire shapes, written by `holdfast schema` from server/schemas. Do not edit.

/** `{}`. */
export type Empty = Readonly<Record<string, never>>;

/** What a page needs before its first call. */
export interface Hello {
  readonly csrf: string;
  readonly signed_in: boolean;
  /** 32 lower-case hex digits */
  readonly account_id?: string;
  /** 32 lower-case hex digits */
  readonly device_id?: string;
  /** RFC 3339, UTC */
  readonly leaving?: string;
  readonly server_time_ms: number;
  readonly invite_only: boolean;
  readonly vapid_public_key: string;
  readonly version: string;
}

/** What the server keeps for signing in with a passphrase. */
export interface PwRegistration {
  /** 32 lower-case hex digits */
  readonly slot_id: string;
  /** base64url, 32 bytes */
  readonly auth: string;
  /** base64url, 26 bytes */
  readonly kdf_params: string;
}

/** What the server keeps for signing in with a recovery code. */
export interface RecRegistration {
  /** 32 lower-case hex digits */
  readonly slot_id: string;
  /** 32 lower-case hex digits */
  readonly rec_id: string;
  /** base64url, 32 bytes */
  readonly auth: string;
}

/** A whole account, made on the phone; without `pw`, its other slot is that of a passkey proven before. */
export interface RegisterRequest {
  readonly login: string;
  /** 32 lower-case hex digits */
  readonly account_id: string;
  readonly gen: number;
  /** base64url, 81 to 8192 bytes */
  readonly bundle: string;
  /** base64url, 64 to 1536 bytes */
  readonly slots: readonly string[];
  /** base64url, 64 bytes */
  readonly slots_sig: string;
  readonly pw: PwRegistration | null;
  readonly rec: RecRegistration;
  /** base64url, 64 to 512 bytes */
  readonly identity: readonly string[];
  readonly invite?: string;
}

/** A login name, known or not. */
export interface PreloginRequest {
  readonly login: string;
}

/** What the phone needs to derive its auth key; a stable fake for unknown names. */
export interface PreloginAnswer {
  /** 32 lower-case hex digits */
  readonly account_id: string;
  /** base64url, 26 bytes */
  readonly kdf_params: string;
}

/** Proof of the passphrase. */
export interface LoginRequest {
  readonly login: string;
  /** base64url, 32 bytes */
  readonly auth: string;
  /** 32 lower-case hex digits */
  readonly device_id: string | null;
}

/** The public half of a recovery code. */
export interface RecoveryStartRequest {
  /** 32 lower-case hex digits */
  readonly rec_id: string;
}

/** The account a recovery code belongs to; a stable fake for unknown codes. */
export interface RecoveryStartAnswer {
  /** 32 lower-case hex digits */
  readonly account_id: string;
}

/** Proof of the recovery code. */
export interface RecoveryFinishRequest {
  /** 32 lower-case hex digits */
  readonly rec_id: string;
  /** base64url, 32 bytes */
  readonly auth: string;
  /** 32 lower-case hex digits */
  readonly device_id: string | null;
}

/** Everything sealed that a phone needs to open the account. */
export interface AccountKeys {
  /** 32 lower-case hex digits */
  readonly account_id: string;
  readonly login: string;
  readonly gen: number;
  /** base64url, 81 to 8192 bytes */
  readonly bundle: string;
  /** base64url, 64 to 1536 bytes */
  readonly slots: readonly string[];
  /** base64url, 64 bytes */
  readonly slots_sig: string;
  /** base64url, 64 to 65536 bytes */
  readonly identity: readonly string[];
  /** RFC 3339, UTC */
  readonly leaving?: string;
}

/** A slot set in place of the one that `if_slots_sig` signs; `pw` and `rec` come when their secret changes. */
export interface SlotsPut {
  /** base64url, 64 bytes */
  readonly if_slots_sig: string;
  readonly gen: number;
  /** base64url, 81 to 8192 bytes */
  readonly bundle: string;
  /** base64url, 64 to 1536 bytes */
  readonly slots: readonly string[];
  /** base64url, 64 bytes */
  readonly slots_sig: string;
  readonly pw: PwRegistration | null;
  readonly rec: RecRegistration | null;
  /** base64url, 64 to 65536 bytes */
  readonly entries: readonly string[];
  readonly sign_out_others: boolean;
}

/** The generation that stands. */
export interface SlotsKept {
  readonly gen: number;
}

/** Proof of the passphrase or of the recovery code. */
export interface LeavingRequest {
  /** base64url, 32 bytes */
  readonly auth: string;
}

/** When the account will be erased. */
export interface Leaving {
  /** RFC 3339, UTC */
  readonly ends: string;
}

/** A device of the identity log; `last_seen_day` is the last day, in UTC, on which it called. */
export interface DeviceSeen {
  /** 32 lower-case hex digits */
  readonly device_id: string;
  readonly letter: number;
  /** YYYY-MM-DD */
  readonly last_seen_day?: string;
  readonly revoked: boolean;
}

/** The account's devices in the order of their letters. */
export interface Devices {
  readonly devices: readonly DeviceSeen[];
}

/** The identity log. */
export interface IdentityEntries {
  /** base64url, 64 to 65536 bytes */
  readonly entries: readonly string[];
}

/** One new entry of the identity log. */
export interface IdentityAppend {
  /** base64url, 64 to 512 bytes */
  readonly entry: string;
}

/** The place the entry got. */
export interface IdentityAppended {
  readonly n: number;
}

/** The account that a new passkey is for. */
export interface PasskeyOffered {
  /** 32 lower-case hex digits */
  readonly account_id: string;
}

/** To be signed once, soon, by this browser. */
export interface PasskeyChallenge {
  /** base64url, 32 bytes */
  readonly challenge: string;
}

/** What a new passkey said of itself. */
export interface PasskeyMade {
  /** 32 lower-case hex digits */
  readonly account_id: string;
  /** base64url, 1 to 1023 bytes */
  readonly credential_id: string;
  /** base64url, 1 to 4096 bytes */
  readonly client_data: string;
  /** base64url, 1 to 8192 bytes */
  readonly attestation: string;
}

/** Proof of a passkey. */
export interface PasskeyLogin {
  /** base64url, 1 to 1023 bytes */
  readonly credential_id: string;
  /** base64url, 1 to 4096 bytes */
  readonly client_data: string;
  /** base64url, 37 to 2048 bytes */
  readonly authenticator_data: string;
  /** base64url, 1 to 1024 bytes */
  readonly signature: string;
  /** 32 lower-case hex digits */
  readonly device_id: string | null;
}

/** A case by its id. */
export interface CaseRef {
  /** 32 lower-case hex digits */
  readonly case_id: string;
}

/** The seq of each op posted, then the log's last seq with its chained hash. */
export interface OpsAccepted {
  readonly seqs: readonly number[];
  readonly seq: number;
  /** base64url, 32 bytes */
  readonly head: string;
}

/** Where a case's log ends. */
export interface CaseHead {
  /** 32 lower-case hex digits */
  readonly case_id: string;
  readonly seq: number;
  /** base64url, 32 bytes */
  readonly head: string;
}

/** The cases changed since a cursor. */
export interface Feed {
  readonly cursor: string;
  readonly cases: readonly CaseHead[];
}

/** Bytes kept for this account, out of how many. */
export interface Quota {
  readonly used_bytes: number;
  readonly limit_bytes: number;
}

/** Where a pull starts; how much it may carry. */
export interface PullQuery {
  readonly after?: number;
  readonly max_bytes?: number;
}

/** A blob announced by its header. */
export interface NewBlob {
  /** 32 lower-case hex digits */
  readonly blob_id: string;
  /** base64url, 64 bytes */
  readonly hdr: string;
}

/** Which chunks are there. */
export interface BlobState {
  readonly chunk_count: number;
  readonly padded_len: number;
  readonly present: readonly number[];
  readonly committed: boolean;
}

/** The blobs of a case that are there for good. */
export interface CommittedBlobs {
  /** 32 lower-case hex digits */
  readonly blob_ids: readonly string[];
}

/** The hash over all chunk hashes. */
export interface BlobCommit {
  /** base64url, 32 bytes */
  readonly chunks_hash: string;
}

/** When to remind: first instant, how it repeats, in which zone, and to when this one time was put off. */
export interface ReminderPut {
  /** RFC 3339 in UTC, ending in Z */
  readonly due: string;
  /** RFC 5545 RRULE */
  readonly rule: string | null;
  /** IANA time zone */
  readonly zone: string;
  readonly rev: number;
  /** RFC 3339 in UTC, ending in Z */
  readonly snoozed?: string;
}

/** A reminder's revision. */
export interface ReminderRev {
  readonly rev: number;
}

/** What a person answered on a notification; the token is the push's own. */
export interface ReminderAct {
  /** base64url, 32 bytes */
  readonly token: string;
  readonly act: string;
}

/** A browser's push subscription. */
export interface PushSubscribe {
  readonly endpoint: string;
  /** base64url, 65 bytes */
  readonly p256dh: string;
  /** base64url, 16 bytes */
  readonly auth: string;
  /** base64url, the key it was made under */
  readonly vapid_key?: string;
}

/** Whether this device's subscription still stands. */
export interface PushStanding {
  readonly subscribed: boolean;
}

/** A push subscription to forget. */
export interface PushUnsubscribe {
  readonly endpoint: string;
}

/** How many pushes were handed to the worker. */
export interface PushTestAnswer {
  readonly sent: number;
}

/** Who answers timestamp queries: this service's own clock, or an independent authority. */
export interface TimestampAuthority {
  readonly independent: boolean;
  readonly chain_pem: string;
}

/** RFC 9457 problem details; `code` is what a client acts on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly expected?: number;
  readonly missing?: readonly number[];
  readonly index?: number;
  readonly ends?: string;
}
