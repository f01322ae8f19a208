// The check for old browsers: what is missing is named, and asking never throws.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { hasSecureCurves } from "./crypto/secure-curves.js";
import { missingFeatures, OLDEST_BROWSERS } from "./oldest-browsers.js";

const modern = { isSecureContext: true, crypto, indexedDB: {}, navigator: { locks: {} } };
const missingFrom = (scope: object): readonly string[] => missingFeatures(scope as typeof globalThis);

test("a browser with everything misses nothing", () => {
  assert.deepEqual(missingFrom(modern), []);
});

test("each thing that an old browser lacks is named", () => {
  assert.deepEqual(missingFrom({ ...modern, isSecureContext: false }), ["secure context"]);
  assert.deepEqual(missingFrom({ ...modern, crypto: {} }), ["WebCrypto"]);
  assert.deepEqual(missingFrom({ navigator: {} }), ["secure context", "WebCrypto", "IndexedDB", "Web Locks"]);
});

test("this engine has Ed25519 and X25519; one that refuses them is answered no", async () => {
  assert.equal(await hasSecureCurves(), true);
  mock.method(crypto.subtle, "importKey", () => Promise.reject(new DOMException("unknown", "NotSupportedError")));
  assert.equal(await hasSecureCurves(), false);
  mock.restoreAll();
});

test("the stated versions are plain numbers for the build and the README", () => {
  for (const version of Object.values(OLDEST_BROWSERS)) assert.match(version, /^\d+(\.\d+)?$/);
});
