// Vectors of passkey slots: PRF input, KEK, kdf_params, and a slot that opens with it.
import { hex } from "../bytes.js";
import { prfInput, prfKek, readPrfParams, writePrfParams } from "../prf.js";
import { makeSlot, SLOT_PRF } from "../slots.js";
import { fixedRandom } from "./fixed-random.js";
import { refusalOf } from "./make-key-vectors.js";

export async function prfVectors(): Promise<object> {
  const random = fixedRandom("prf");
  const cases = [];
  for (const length of [1, 32, 1023]) {
    const [account, amk, output, slotId, ikPub] = [random(16), random(32), random(32), random(16), random(32)];
    const params = { salt: random(32), credentialId: random(length) };
    const [kdfParams, kek] = [writePrfParams(params), await prfKek(output, slotId)];
    const slot = await makeSlot({ owner: { accountId: account, ikPub }, type: SLOT_PRF, gen: 1, created: 1_795_440_000_000, kdfParams, kek, amk, slotId }, random);
    const given = { account_id: hex(account), ik_pub: hex(ikPub), amk: hex(amk), prf_output: hex(output), slot_id: hex(slotId), salt: hex(params.salt), credential_id: hex(params.credentialId) };
    cases.push({ ...given, prf_input: hex(await prfInput(params)), kek: hex(kek), kdf_params: hex(kdfParams), slot: hex(slot) });
  }
  const good = writePrfParams({ salt: random(32), credentialId: random(8) });
  const wrong = {
    "another type": Uint8Array.of(0x02, ...good.slice(1)),
    "no credential id": writePrfParams({ salt: good.slice(1, 33), credentialId: new Uint8Array(0) }),
    "a credential id too long": writePrfParams({ salt: good.slice(1, 33), credentialId: new Uint8Array(1024) }),
    "a byte short": good.slice(0, -1),
    "a byte too many": Uint8Array.of(...good, 0),
    "empty": new Uint8Array(0),
  };
  const refusals = [];
  for (const [note, bytes] of Object.entries(wrong)) refusals.push({ note, kdf_params: hex(bytes), code: await refusalOf(async () => Promise.resolve(readPrfParams(bytes))) });
  return { source: "docs/protocol.md, Account keys and slots", cases, refusals };
}
