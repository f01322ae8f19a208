// Vectors of keys and what wraps them: Box, bundle, slots, key derivation, recovery code, padding.
import { stretch } from "../argon2.js";
import { openBox, sealBox } from "../box.js";
import { sealBundle } from "../bundle.js";
import { ascii, concat, hex, unhex, utf8 } from "../bytes.js";
import { signingKey } from "../ed25519.js";
import { DEV_PARAMS, pwKeys, readPwParams, REC_PARAMS, recKeys, recoveryId, writePwParams } from "../kdf-params.js";
import { padme, paddedLength } from "../padme.js";
import { readRecoveryCode, writeRecoveryCode } from "../recovery-code.js";
import { isRefusal } from "../refusal.js";
import { makeSlot, openSlot, parseSlot, resealSlot, signSlots, SLOT_DEV, SLOT_PW, SLOT_REC } from "../slots.js";
import { fixedRandom, flipped } from "./fixed-random.js";

const SOURCE = "docs/protocol.md";

export async function refusalOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  throw new Error("not refused");
}

export async function boxVectors(): Promise<object> {
  const random = fixedRandom("box");
  const cases = [];
  for (const [label, plaintext] of [["slot", random(32)], ["bundle", utf8("héllo")], ["device", new Uint8Array(0)]] as const) {
    const [key, aad, salt] = [random(32), random(20), random(32)];
    const box = await sealBox(key, label, aad, plaintext, () => salt);
    cases.push({ key: hex(key), label, aad: hex(aad), plaintext: hex(plaintext), salt: hex(salt), box: hex(box) });
  }
  const first = cases[0]!;
  const [key, aad, box] = [unhex(first.key), unhex(first.aad), unhex(first.box)];
  const wrong = [
    { note: "salt flipped", key, label: "slot", aad, box: flipped(box, 0) },
    { note: "commitment flipped", key, label: "slot", aad, box: flipped(box, 32) },
    { note: "ciphertext flipped", key, label: "slot", aad, box: flipped(box, 64) },
    { note: "tag flipped", key, label: "slot", aad, box: flipped(box, box.length - 1) },
    { note: "shorter than any Box", key, label: "slot", aad, box: box.slice(0, 79) },
    { note: "a byte short", key, label: "slot", aad, box: box.slice(0, -1) },
    { note: "another key", key: flipped(key, 0), label: "slot", aad, box },
    { note: "another label", key, label: "bundle", aad, box },
    { note: "other associated data", key, label: "slot", aad: flipped(aad, 0), box },
  ];
  const refusals = [];
  for (const one of wrong) {
    const code = await refusalOf(() => openBox(one.key, one.label, one.aad, one.box));
    refusals.push({ note: one.note, key: hex(one.key), label: one.label, aad: hex(one.aad), box: hex(one.box), code });
  }
  return { source: `${SOURCE}, Box`, cases, refusals };
}

export async function kdfVectors(): Promise<object> {
  const random = fixedRandom("kdf");
  const pw = [];
  for (const passphrase of ["correct horse battery", "mot de passe très long é", "ｆｕｌｌｗｉｄｔｈ １２３"]) {
    const [account, params] = [random(16), { memoryKib: 32768, passes: 3, lanes: 1, salt: random(16) }];
    const stretched = await stretch(passphrase, params);
    const keys = await pwKeys(stretched, account);
    pw.push({ passphrase, account_id: hex(account), kdf_params: hex(writePwParams(params)), stretched: hex(stretched), auth: hex(keys.auth), kek: hex(keys.kek) });
  }
  const [rk, account] = [random(16), random(16)];
  const keys = await recKeys(rk, account);
  const rec = [{ rk: hex(rk), account_id: hex(account), rec_id: hex(await recoveryId(rk)), auth: hex(keys.auth), kek: hex(keys.kek), kdf_params: hex(REC_PARAMS) }];
  const salt = random(16);
  const refusals = [];
  for (const [memoryKib, passes, lanes] of [[32767, 3, 1], [32768, 2, 1], [1048577, 3, 1], [32768, 17, 1], [32768, 3, 0]] as const) {
    const params = writePwParams({ memoryKib, passes, lanes, salt });
    refusals.push({ kdf_params: hex(params), code: await refusalOf(async () => Promise.resolve(readPwParams(params))) });
  }
  const short = writePwParams({ memoryKib: 65536, passes: 3, lanes: 1, salt }).slice(0, 25);
  refusals.push({ kdf_params: hex(short), code: await refusalOf(async () => Promise.resolve(readPwParams(short))) });
  return { source: `${SOURCE}, Account keys and slots`, pw, rec, dev_kdf_params: hex(DEV_PARAMS), refusals };
}

export async function recoveryVectors(): Promise<object> {
  const random = fixedRandom("recovery");
  const cases = [];
  for (const rk of [new Uint8Array(16), new Uint8Array(16).fill(255), random(16), random(16)]) cases.push({ rk: hex(rk), code: await writeRecoveryCode(rk) });
  const { rk, code } = cases[2]!;
  const readings = [code.toLowerCase(), code.replaceAll("-", " "), code.replaceAll("-", ""), ` ${code.replaceAll("0", "O").replaceAll("1", "l")} `];
  const other = code.startsWith("0") ? "2" : "0";
  const typos = [other + code.slice(1), code.slice(0, -1), `${code}0`, `U${code.slice(1)}`, ""];
  for (const typo of typos) await refusalOf(() => readRecoveryCode(typo));
  return { source: `${SOURCE}, Account keys and slots`, cases, readings: readings.map((text) => ({ text, rk })), typos };
}

export function padmeVectors(): object {
  const lengths = [0, 1, 2, 3, 7, 8, 9, 100, 255, 256, 257, 260, 1000, 1023, 1024, 1025, 65535, 65537, 1048576, 1048577, 1500000, 67108863, 67108865, 2 ** 31, 2 ** 31 + 1];
  return { source: `${SOURCE}, Op envelope`, padme: lengths.map((length) => [length, padme(length)]), padded: lengths.map((length) => [length, paddedLength(length)]) };
}

export async function slotVectors(): Promise<object> {
  const random = fixedRandom("slot");
  const [account, amk, ikSeed, xk, home, created] = [random(16), random(32), random(32), random(32), random(32), 1_795_440_000_000];
  const ik = await signingKey(ikSeed);
  const owner = { accountId: account, ikPub: ik.pub };
  const made = [];
  for (const [type, kdfParams] of [[SLOT_PW, writePwParams({ memoryKib: 65536, passes: 3, lanes: 1, salt: random(16) })], [SLOT_REC, REC_PARAMS], [SLOT_DEV, DEV_PARAMS]] as const) {
    const kek = random(32);
    const slot = await makeSlot({ owner, type, gen: 1, created, kdfParams, kek, amk }, random);
    made.push({ type, kek, slot });
  }
  const signed = made.slice(0, 2).map(({ slot }) => slot);
  const sig = await signSlots(ik, account, 1, signed);
  const bundle = await sealBundle(amk, account, 1, { ik: ikSeed, xk, home: [home] }, random);
  const { kek, slot } = made[0]!;
  const params = 26;
  const regions = { magic: 0, suite: 4, type: 5, zeros: 6, slot_id: 8, gen: 27, created: 35, kdf_params: 70, enc_priv_salt: 72 + params, enc_priv_commit: 72 + params + 32, enc_priv_ct: 72 + params + 64, sealed_amk_enc: slot.length - 80, sealed_amk_ct: slot.length - 48 };
  const refusals = [];
  for (const [note, at] of Object.entries(regions)) {
    const bytes = flipped(slot, at);
    // The type's flipped bit names no type; `created` and `slot_pub` are bound by slots_sig alone.
    if (note === "created") continue;
    refusals.push({ note: `${note} flipped`, slot: hex(bytes), code: await refusalOf(() => openSlot(bytes, owner, kek)) });
  }
  refusals.push({ note: "cut", slot: hex(slot.slice(0, 100)), code: await refusalOf(() => openSlot(slot.slice(0, 100), owner, kek)) });
  refusals.push({ note: "a byte too many", slot: hex(concat(slot, ascii("x"))), code: await refusalOf(() => openSlot(concat(slot, ascii("x")), owner, kek)) });
  const stranger = { ...owner, ikPub: (await signingKey(random(32))).pub };
  const swapped = { ik_pub: hex(stranger.ikPub), slot: hex(slot), code: await refusalOf(() => openSlot(slot, stranger, kek)) };
  const slots = made.map((one) => ({ type: one.type, kek: hex(one.kek), slot_id: hex(parseSlot(one.slot).slotId), slot: hex(one.slot) }));
  const keys = { account_id: hex(account), amk: hex(amk), gen: 1, created_ms: created, ik_seed: hex(ikSeed), ik_pub: hex(ik.pub) };
  const [amk2, home2] = [random(32), random(32)];
  const again = await resealSlot(slot, account, 2, amk2, random);
  const bundle2 = await sealBundle(amk2, account, 2, { ik: ikSeed, xk, home: [home, home2] }, random);
  const sig2 = await signSlots(ik, account, 2, [again, await resealSlot(made[1]!.slot, account, 2, amk2, random)]);
  const gen2 = { amk: hex(amk2), slot: hex(again), kek: hex(kek), home: [hex(home), hex(home2)], box: hex(bundle2), sig: hex(sig2) };
  return { source: `${SOURCE}, Account keys and slots`, ...keys, gen_2: gen2, slots, slots_sig: { of: [0, 1], sig: hex(sig) }, bundle: { ik: hex(ikSeed), xk: hex(xk), home: [hex(home)], box: hex(bundle) }, refusals, another_identity: swapped };
}
