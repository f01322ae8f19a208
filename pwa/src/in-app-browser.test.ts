// Which browsers are another app's, told by how they name themselves, and the way out of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isInsideAnotherApp, wayOut } from "./in-app-browser.js";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 16; Pixel 9";
const OTHER_APPS = [
  `${IPHONE} Mobile/22B83 Instagram 350.0.0.12 (iPhone17,1; iOS 19_1; en_CA)`,
  `${IPHONE} Mobile/22B83 [FBAN/FBIOS;FBAV/480.0.0.1;FBBV/1]`,
  `${IPHONE} Mobile/22B83 Snapchat/13.10.0.36 (like Safari/8621, panda)`,
  `${IPHONE} Mobile/22B83 musical_ly_38.1.0 BytedanceWebview/d8a21c6`,
  `${ANDROID} Build/BP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0 Mobile Safari/537.36 trill_380102`,
  `${ANDROID} Build/BP1A; wv) AppleWebKit/537.36 Version/4.0 Chrome/150.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0]`,
];
const BROWSERS = [
  `${IPHONE} Version/19.1 Mobile/15E148 Safari/604.1`,
  `${IPHONE} CriOS/150.0.0.0 Mobile/15E148 Safari/604.1`,
  `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36`,
  "Mozilla/5.0 (Android 16; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0",
];

test("the browsers of other apps are known, and real ones are not mistaken for them", () => {
  assert.deepEqual(OTHER_APPS.map(isInsideAnotherApp), OTHER_APPS.map(() => true));
  assert.deepEqual(BROWSERS.map(isInsideAnotherApp), BROWSERS.map(() => false));
});

test("Android gets a link out, iPhone words only", () => {
  const at = { host: "holdfast.example.org", protocol: "https:" };
  assert.equal(wayOut(OTHER_APPS[4] ?? "", at), "intent://holdfast.example.org/#Intent;scheme=https;action=android.intent.action.VIEW;end");
  assert.equal(wayOut(OTHER_APPS[0] ?? "", at), null);
});
