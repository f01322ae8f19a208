// A number written in any form is dialled as it was meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dialled } from "./tel.js";

const WRITTEN: Readonly<Record<string, string>> = {
  "911": "911",
  "250-995-7654": "2509957654",
  "(250) 995.7654": "2509957654",
  "+1 250 995 7654": "+12509957654",
  "1 800 668-6868": "18006686868",
  "250-995-7654 ext. 312": "2509957654,312",
  "514 280-2222, poste 4": "5142802222,4",
  "250-995-7654 x12 (days)": "2509957654,12",
  "250-995-7654x12": "2509957654,12",
  "250-995-7654ext12": "2509957654,12",
  "514 280-2222poste 4": "5142802222,4",
  "604-717-3321 24/7": "6047173321",
  "604-717-3321, 24/7": "6047173321",
  "24/7: 604-717-3321": "6047173321",
  "514 280-2222, 24 h/24, 7 j/7": "5142802222",
  "514 280-2222 et 514 280-2223": "5142802222",
  "250-995-7654 and 250-995-7655": "2509957654",
  "250-995-7654 & 250-995-7655": "2509957654",
  "250-995-7654, 250-995-7655": "2509957654",
  "250-995-7654; 250-995-7655": "2509957654",
  "250-995-7654 x12, 250-995-7655": "2509957654,12",
  "250-995-7654,12": "2509957654,12",
  "250-995-7654 (9-5)": "2509957654",
  "250-995-7654 / 250-995-7655": "2509957654",
  "514 280-2222 ou 514 280-2223": "5142802222",
  "1-866-APPELLE": "18662773553",
  "1-866-4VICTIM": "18664842846",
  "250-995-7654 DAYS": "2509957654",
  "*4141": "*4141",
  "２５０‑９９５‑７６５４": "2509957654",
  "\u202e250-995-7654": "2509957654",
  "ask for the desk": "",
};

for (const [written, wanted] of Object.entries(WRITTEN)) {
  test(`${JSON.stringify(written)} dials ${wanted === "" ? "nothing" : wanted}`, () => assert.equal(dialled(written), wanted));
}

test("whatever is written, nothing but what a dialler takes comes of it", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (written) => assert.match(dialled(written), /^[\d+#*,;]*$/)));
});
