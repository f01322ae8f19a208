// The one policy: exactly three script addresses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { admitScriptUrl } from "./trusted-types.js";

test("the service worker and this build's workers are admitted", () => {
  assert.equal(admitScriptUrl("/sw.js"), "/sw.js");
  assert.equal(admitScriptUrl(BUILT_WORKER_URL), BUILT_WORKER_URL);
  assert.equal(admitScriptUrl(BUILT_COPY_WORKER_URL), BUILT_COPY_WORKER_URL);
});

test("any other address is refused", () => {
  for (const url of ["", "/sw.js?x", "sw.js", "//evil.example/sw.js", "/static/app/worker-OTHER.js", "data:text/javascript,1", "blob:x", `${BUILT_WORKER_URL}#`]) {
    assert.throws(() => admitScriptUrl(url), TypeError, url);
  }
});
