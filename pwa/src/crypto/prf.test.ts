// A passkey's slot opens with what its PRF answers, as the published vectors have it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, unhex } from "./bytes.js";
import { prfInput, prfKek, readPrfParams } from "./prf.js";
import { isRefusal } from "./refusal.js";
import { openSlot, parseSlot, type SlotOwner } from "./slots.js";
import { readVectors } from "./testing/make-vectors.js";

type Case = Readonly<Record<"account_id" | "ik_pub" | "amk" | "prf_output" | "slot_id" | "salt" | "credential_id" | "prf_input" | "kek" | "kdf_params" | "slot", string>>;

const ownerOf = (one: Case): SlotOwner => ({ accountId: unhex(one.account_id), ikPub: unhex(one.ik_pub) });

const vectors = readVectors<{ cases: Case[]; refusals: { note: string; kdf_params: string; code: string }[] }>("prf");

test("from the PRF's answer to the account key", async () => {
  for (const one of (await vectors).cases) {
    const params = readPrfParams(parseSlot(unhex(one.slot)).kdfParams);
    assert.deepEqual([hex(params.salt), hex(params.credentialId)], [one.salt, one.credential_id]);
    assert.equal(hex(await prfInput(params)), one.prf_input);
    const kek = await prfKek(unhex(one.prf_output), unhex(one.slot_id));
    assert.equal(hex(kek), one.kek);
    assert.equal(hex(await openSlot(unhex(one.slot), ownerOf(one), kek)), one.amk);
  }
});

test("another answer opens nothing, a short one makes no key, and odd parameters are refused", async () => {
  const { cases, refusals } = await vectors;
  const [one] = cases;
  assert.ok(one);
  const output = unhex(one.prf_output);
  output[0] = (output[0] ?? 0) ^ 1;
  const kek = await prfKek(output, unhex(one.slot_id));
  await assert.rejects(openSlot(unhex(one.slot), ownerOf(one), kek), (error) => isRefusal(error, "commitment"));
  await assert.rejects(prfKek(output.subarray(1), unhex(one.slot_id)), (error) => isRefusal(error, "format"));
  for (const { kdf_params, code, note } of refusals) assert.throws(() => readPrfParams(unhex(kdf_params)), (error) => isRefusal(error) && error.code === code, note);
});
