// Passkeys: each opens the vault by what its PRF answers, and signs in without a name.
import { logOut, passkeyLogin, passkeyLoginOptions, passkeyMade, passkeyOptions } from "../api/accounts.js";
import type { AccountKeys } from "../api/wire.gen.js";
import { fromBase64url, toBase64url } from "../crypto/base64url.js";
import { type Bytes, hex } from "../crypto/bytes.js";
import { equalBytes } from "../crypto/constant-time.js";
import { prfInput, prfKek, readPrfParams, writePrfParams } from "../crypto/prf.js";
import { systemRandom } from "../crypto/random.js";
import { isRefusal } from "../crypto/refusal.js";
import { makeSlot, openSlot, parseSlot, redateSlot, SLOT_PRF, SLOT_REC, type SlotOwner } from "../crypto/slots.js";
import { setPasskey } from "../domain/build.js";
import type { Id } from "../domain/records.js";
import { current } from "../domain/versions.js";
import { readMeta } from "../store/meta.js";
import { keptSlotOwner, type OpenAccount, slotOwner } from "./account-keys.js";
import { authFailure } from "./api-failures.js";
import type { Answer, Question } from "./authenticator.js";
import { type Core, saved } from "./core.js";
import type { AddPasskeyFailure, PasskeysVault, PasskeyTrouble, PasskeyView } from "./passkeys-port.js";
import type { KeysFailure } from "./keys-port.js";
import type { AuthFailure, Result } from "./port.js";
import { createdAfter } from "./rekeying.js";
import { adopt, guarded, unregistered } from "./sign-in.js";
import { changeSlots } from "./slot-set.js";
import { openWith } from "./unlock.js";
import { saveRecords } from "./writer.js";

const MOST_SLOTS = 10;

function isPrf(slot: Bytes): boolean {
  return slot[5] === SLOT_PRF;
}

async function allSlots({ database }: Core): Promise<readonly Bytes[]> {
  const row = database === null ? undefined : await readMeta(database, "account");
  return (row?.slots ?? []).map((slot) => new Uint8Array(slot));
}

async function kept(core: Core): Promise<readonly Bytes[]> {
  return (await allSlots(core)).filter(isPrf);
}

function credentialOf(slot: Bytes): Bytes {
  return readPrfParams(parseSlot(slot).kdfParams).credentialId;
}

async function question(slot: Bytes): Promise<Question> {
  const params = readPrfParams(parseSlot(slot).kdfParams);
  return { credentialId: params.credentialId, input: await prfInput(params) };
}

export async function passkeys(core: Core): Promise<readonly PasskeyView[]> {
  const slots = (await kept(core)).map(parseSlot).sort((a, b) => a.created - b.created);
  const log = core.open?.home.state.log;
  return slots.map(({ slotId, created }) => ({ id: hex(slotId), name: (log && current(log, "passkey", hex(slotId), "name")) ?? null, created }));
}

export interface Enrolled {
  readonly slot: Bytes;
  readonly slotId: Id;
}

type EnrolFailure = PasskeyTrouble | { readonly type: "offline" | "server" | "too_many" };

/** A slot that the new passkey was seen to open. */
async function slotFor(core: Core, account: OpenAccount, credentialId: Bytes): Promise<Result<Enrolled, PasskeyTrouble>> {
  const { authenticator } = core.env;
  const [salt, slotId] = [systemRandom(32), systemRandom(16)];
  const asked = { credentialId, input: await prfInput({ salt }) };
  const answered = await authenticator.evaluate([asked]);
  if (!answered.ok) return answered;
  const kek = await prfKek(answered.value.output, slotId);
  const kdfParams = writePrfParams({ salt, credentialId });
  const slot = await makeSlot({ owner: slotOwner(account), type: SLOT_PRF, gen: account.gen, created: createdAfter(core, await allSlots(core)), kdfParams, kek, amk: account.amk, slotId });
  return equalBytes(await openSlot(slot, slotOwner(account), kek), account.amk) ? { ok: true, value: { slot, slotId: hex(slotId) } } : { ok: false, type: "no_prf" };
}

/** Makes a passkey, then its slot, then proves it to the server, which waits for the slot. */
export async function enrol(core: Core, account: OpenAccount, shownAs: string): Promise<Result<Enrolled, EnrolFailure>> {
  const { authenticator, door } = core.env;
  const options = await passkeyOptions(door, account.id);
  if (!options.ok) return enrolFailure(authFailure(options.failure));
  const others = (await kept(core)).map(credentialOf);
  const made = await authenticator.make({ accountId: account.idBytes, shownAs, challenge: options.value.challenge, others });
  if (!made.ok) return made;
  const { credentialId, clientData: client_data, attestation } = made.value;
  const enrolled = await slotFor(core, account, credentialId);
  if (!enrolled.ok) return enrolled;
  const proven = await passkeyMade(door, { account_id: account.id, credential_id: toBase64url(credentialId), client_data, attestation });
  return proven.ok ? enrolled : enrolFailure(authFailure(proven.failure));
}

function enrolFailure({ type }: ReturnType<typeof authFailure>): { readonly ok: false } & EnrolFailure {
  return { ok: false, type: type === "refused" ? "server" : type };
}

/** The name goes into the home log: no server reads it. */
export async function nameIt(core: Core, slotId: Id, name: string): Promise<void> {
  const { open } = core;
  if (open === null) return;
  const result = await saveRecords(open, open.home, null, { build: (stamp) => setPasskey(stamp, slotId, { name }) });
  if (result.ok) saved(core, open.account.id);
}

export async function addPasskey(core: Core, name: string): Promise<Result<void, AddPasskeyFailure>> {
  const { open } = core;
  if (open === null) return { ok: false, type: "server" };
  if ((await allSlots(core)).length >= MOST_SLOTS) return { ok: false, type: "too_many_passkeys" };
  const enrolled = await enrol(core, open.account, open.home.state.login ?? "Holdfast");
  if (!enrolled.ok) return enrolled;
  const { slot, slotId } = enrolled.value;
  const done = await changeSlots(core, (slots) => (slots.some((one) => equalBytes(one, slot)) ? null : [...slots, slot]));
  if (done.ok) await nameIt(core, slotId, name);
  return done;
}

export async function removePasskey(core: Core, id: Id): Promise<Result<void, KeysFailure | { readonly type: "last" }>> {
  const found = { last: false };
  const done = await changeSlots(core, (slots) => {
    const left = slots.filter((slot) => hex(parseSlot(slot).slotId) !== id);
    found.last = left.length < 2;
    if (found.last || left.length === slots.length) return null;
    // The set must not look older than the one it replaces.
    const created = createdAfter(core, slots);
    return left.map((slot) => (slot[5] === SLOT_REC ? redateSlot(slot, created) : slot));
  });
  return done.ok && found.last ? { ok: false, type: "last" } : done;
}

interface Opened {
  readonly amk: Bytes;
  readonly credentialId: Bytes;
}

async function openBy(slots: readonly Bytes[], owner: SlotOwner, { credentialId, output }: Answer): Promise<Opened | null> {
  const slot = slots.find((one) => equalBytes(credentialOf(one), credentialId));
  if (slot === undefined) return null;
  try {
    return { amk: await openSlot(slot, owner, await prfKek(output, parseSlot(slot).slotId)), credentialId };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Asks once more only when the server has forgotten this phone. Silent: without it, sync says so. */
async function renewSession(core: Core, credentialId: Bytes): Promise<void> {
  const { open } = core;
  const hello = await core.env.door.hello();
  if (open === null || !hello.ok) return;
  const device = open.account.device.id;
  const stands = hello.value.signed_in && hello.value.device_id === device;
  if (stands || (await logIn(core, device, [credentialId])).ok) await changeSlots(core, () => null);
}

export async function unlockWithPasskey(core: Core): ReturnType<PasskeysVault["unlockWithPasskey"]> {
  if (core.database === null) throw new Error("not started");
  const row = await readMeta(core.database, "account");
  const slots = await kept(core);
  if (row === undefined || slots.length === 0) return { ok: false, type: "refused" };
  const answered = await core.env.authenticator.evaluate(await Promise.all(slots.map(question)));
  if (!answered.ok) return answered;
  const opened = await openBy(slots, await keptSlotOwner(core.database, row), answered.value);
  if (opened === null) return { ok: false, type: "refused" };
  await openWith(core, row, opened.amk, () => renewSession(core, opened.credentialId));
  return { ok: true, value: undefined };
}

/** Signs in; the PRF is not asked, so that nothing of it can be in what is posted. */
async function logIn(core: Core, device_id: string | null, credentialIds?: readonly Bytes[]): Promise<Result<{ readonly keys: AccountKeys; readonly credentialId: Bytes }, AuthFailure | PasskeyTrouble>> {
  const { authenticator, door } = core.env;
  const options = await passkeyLoginOptions(door);
  if (!options.ok) return authFailure(options.failure);
  const signed = await authenticator.sign(options.value.challenge, credentialIds);
  if (!signed.ok) return signed;
  const { credentialId, clientData: client_data, authenticatorData: authenticator_data, signature } = signed.value;
  const answer = await passkeyLogin(door, { credential_id: toBase64url(credentialId), client_data, authenticator_data, signature, device_id });
  return answer.ok ? ({ ok: true, value: { keys: answer.value, credentialId } } as const) : authFailure(answer.failure);
}

export async function signInWithPasskey(core: Core): Promise<Result<void, AuthFailure | PasskeyTrouble>> {
  return guarded<AuthFailure | PasskeyTrouble>(core, async () => {
    const mine = unregistered(core);
    if (mine === null) return { ok: false, type: "has_account" };
    const entered = await logIn(core, null);
    if (!entered.ok) return entered;
    const { keys, credentialId } = entered.value;
    const slot = keys.slots.map(fromBase64url).find((one) => isPrf(one) && equalBytes(credentialOf(one), credentialId));
    const answered = slot === undefined ? ({ ok: false, type: "refused" } as const) : await core.env.authenticator.evaluate([await question(slot)]);
    if (slot === undefined || !answered.ok) {
      await logOut(core.env.door);
      return answered.ok ? { ok: false, type: "refused" } : answered;
    }
    const kek = await prfKek(answered.value.output, parseSlot(slot).slotId);
    return adopt(core, mine, keys, (one) => equalBytes(one, slot), kek);
  });
}

export function refreshPasskeys(core: Core): Promise<void> {
  return changeSlots(core, () => null).then(() => undefined);
}
