// The walls stand: each forbidden line, put into a real file, is refused with a reason.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ESLint } from "eslint";

// The walls need no types; without them a file is read in no time.
const linter = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
  ruleFilter: ({ ruleId }) => ruleId.startsWith("no-restricted"),
});

async function refusals(file: string, line: string): Promise<readonly string[]> {
  const [result] = await linter.lintText(`${line}\n`, { filePath: file });
  return (result?.messages ?? []).flatMap(({ ruleId }) => (ruleId?.startsWith("no-restricted") ? [ruleId] : []));
}

const FORBIDDEN: readonly (readonly [what: string, file: string, line: string])[] = [
  ["the domain imports nothing outward", "src/domain/labels.ts", 'import "../store/prefs.js";'],
  ["the domain imports no package", "src/domain/labels.ts", 'import "preact";'],
  ["parts of the screen know no domain words", "src/ui/button.tsx", 'import "../domain/labels.js";'],
  ["crypto knows no store", "src/crypto/box.ts", 'import "../store/prefs.js";'],
  ["crypto knows no network", "src/crypto/box.ts", 'void fetch("/");'],
  ["features do not import their siblings", "src/today/today.tsx", 'import "../record/record-screen.js";'],
  ["features do not touch keys", "src/today/today.tsx", 'import "../crypto/box.js";'],
  ["nobody imports the composition root", "src/today/today.tsx", 'import "../main.js";'],
  ["only crypto touches a crypto package", "src/vault/port.ts", 'import "@hpke/core";'],
  ["only crypto touches WebCrypto", "src/vault/port.ts", "void crypto.randomUUID();"],
  ["only crypto touches WebCrypto, by any name", "src/vault/port.ts", "void globalThis.crypto.subtle;"],
  ["api does not touch WebCrypto", "src/api/door.ts", "void crypto.randomUUID();"],
  ["only api talks to the server", "src/sync/judge.ts", 'void fetch("/");'],
  ["only api talks to the server, by any name", "src/sync/judge.ts", 'void self.fetch("/");'],
  ["the service worker knows only prefs", "src/sw/main.ts", 'import "../vault/port.js";'],
  ["no raw HTML", "src/today/today.tsx", 'document.body.innerHTML = "";'],
  ["no raw HTML in markup", "src/today/today.tsx", 'export const a = <p dangerouslySetInnerHTML={{ __html: "" }} />;'],
  ["no inline style", "src/today/today.tsx", 'export const a = <p style="color:red" />;'],
  ["no second Trusted Types policy", "src/today/today.tsx", 'window.trustedTypes?.createPolicy("other", {});'],
];

for (const [what, file, line] of FORBIDDEN) {
  test(what, async () => {
    assert.notDeepEqual(await refusals(file, line), []);
  });
}

test("what is allowed is not refused", async () => {
  assert.deepEqual(await refusals("src/crypto/box.ts", "void crypto.subtle;"), []);
  assert.deepEqual(await refusals("src/api/door.ts", 'void fetch("/");'), []);
  assert.deepEqual(await refusals("src/today/today.tsx", 'import "../domain/labels.js";'), []);
});
