// age files: made and opened again in any pieces, and refused by name when they are anything else.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ageOpened, ageSealed } from "./age.js";
import { type Bytes, concat, utf8 } from "./bytes.js";
import { CryptoRefusal, isRefusal } from "./refusal.js";

const QUICK = 4;

async function* inPieces(bytes: Bytes, step: number): AsyncGenerator<Bytes> {
  for (let at = 0; at < bytes.length; at += step) yield await Promise.resolve(bytes.subarray(at, at + step));
}

async function all(source: AsyncIterable<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of source) parts.push(part);
  return concat(...parts);
}

const sealed = (plain: Bytes, passphrase = "correct horse"): Promise<Bytes> => all(ageSealed(passphrase, inPieces(plain, 1000), QUICK));

async function outcome(file: Bytes, passphrase = "correct horse", step = 4096): Promise<string> {
  try {
    await all(ageOpened(passphrase, inPieces(file, step)));
    return "opened";
  } catch (error) {
    if (error instanceof CryptoRefusal) return error.code;
    throw error;
  }
}

test("what is sealed is opened, whatever its length and pieces", async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const plain = Uint8Array.from({ length }, (_, i) => i % 251);
    assert.deepEqual(await all(ageOpened("correct horse", inPieces(await sealed(plain), 777))), plain);
  }
});

test("a passphrase is the same whichever way its accents were typed", async () => {
  assert.equal(await outcome(await sealed(utf8("x"), "e\u0301le\u0300ve"), "\u00e9l\u00e8ve"), "opened");
});

test("another passphrase, a cut file and other files have each their name", async () => {
  const file = await sealed(new Uint8Array(200_000));
  assert.equal(await outcome(file, "wrong"), "commitment");
  assert.equal(await outcome(file.subarray(0, file.length - 1)), "decrypt");
  assert.equal(await outcome(file.subarray(0, file.length - 70_000)), "decrypt");
  assert.equal(await outcome(concat(file, utf8("more"))), "decrypt");
  assert.equal(await outcome(utf8("PK\u0003\u0004 a zip, say")), "format");
  assert.equal(await outcome(new Uint8Array(0)), "format");
  assert.equal(await outcome(file.subarray(0, 60)), "format");
});

test("a file that asks for a gigabyte of memory is refused before it gets it", async () => {
  const text = new TextDecoder("latin1").decode(await sealed(utf8("x")));
  const greedy = Uint8Array.from(text.replace(/(-> scrypt \S+) \d+/, "$1 20"), (char) => char.charCodeAt(0));
  assert.equal(await outcome(greedy), "kdf_excessive");
});

test("one changed byte is refused, wherever it is", async () => {
  const file = await sealed(utf8("some words"));
  for (let at = 0; at < file.length; at += 1) {
    const bad = file.slice();
    bad[at] = (bad[at] ?? 0) ^ 1;
    assert.notEqual(await outcome(bad), "opened", `byte ${at}`);
  }
});

test("noise throws nothing but refusals", async () => {
  const file = await sealed(utf8("some words"));
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length), fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 300 }), async (at, noise, step) => {
      const bad = concat(file.subarray(0, at), noise);
      if (bad.join() !== file.join()) assert.notEqual(await outcome(bad, "correct horse", step), "opened");
    }),
    { numRuns: 100 },
  );
});

test("why the file itself could not be read is told as it was", async () => {
  const file = await sealed(new Uint8Array(200_000));
  const broken = async function* (): AsyncGenerator<Bytes> {
    yield* inPieces(file.subarray(0, 100_000), 5000);
    throw new DOMException("gone", "NotReadableError");
  };
  await assert.rejects(all(ageOpened("correct horse", broken())), (error) => !isRefusal(error) && error instanceof DOMException);
});
