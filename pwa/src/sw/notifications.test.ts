// Notifications: every push shows something, always neutral, and a tap leads to its follow-up.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { readCatalogue } from "../../building/catalogues.mjs";
import { writePrefs } from "../store/prefs.js";
import { type AppWindows, DEFAULT_WORDS, openFollowup, readPush, showPush } from "./notifications.js";

const ID = "0123456789abcdef0123456789abcdef";
const DUE = JSON.stringify({ v: 1, t: "due", id: ID, rev: 3 });

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions;
}

/** A registration that remembers what it was asked to show. */
async function shownFor(text: string | undefined): Promise<Shown> {
  const shown: Shown[] = [];
  const showNotification = (title: string, options: NotificationOptions = {}): Promise<void> => {
    shown.push({ title, options });
    return Promise.resolve();
  };
  await showPush({ showNotification }, text);
  assert.equal(shown.length, 1);
  return shown[0]!;
}

beforeEach(async () => {
  await new Promise((resolve, reject) => {
    const gone = indexedDB.deleteDatabase("holdfast-prefs");
    gone.onsuccess = resolve;
    gone.onerror = reject;
  });
});

test("a due reminder shows the default words in the chosen language, tagged with its id", async () => {
  await writePrefs({ lang: "fr" });
  const { title, options } = await shownFor(DUE);
  assert.equal(title, "Une tâche pour aujourd’hui");
  assert.equal(options.tag, ID);
  assert.equal(options.lang, "fr");
  assert.deepEqual(options.data, { id: ID });
  assert.equal(options.body, undefined);
});

test("the person's own words are shown instead", async () => {
  await writePrefs({ lang: "en", neutral_words: "Water the plants" });
  assert.equal((await shownFor(DUE)).title, "Water the plants");
});

test("a test push says that reminders work, and opens nothing in particular", async () => {
  await writePrefs({ lang: "en" });
  const { title, options } = await shownFor('{"v":1,"t":"test"}');
  assert.equal(title, "Reminders work on this phone");
  assert.deepEqual(options.data, { id: null });
});

test("whatever a push carries, something neutral is shown and nothing of it repeated", async () => {
  await writePrefs({ lang: "en" });
  for (const text of [undefined, "", "{", "null", "[]", '{"v":2,"t":"due","id":"x"}', '{"v":1,"t":"due","id":"../secret"}', '{"v":1,"t":"other","title":"Noor"}']) {
    const { title, options } = await shownFor(text);
    assert.equal(title, "You have a task today");
    assert.deepEqual(options.data, { id: null });
  }
  fc.assert(fc.property(fc.string(), (text) => void readPush(text)));
});

test("the service worker's words are the catalogue's", async () => {
  for (const language of ["en", "fr"] as const) {
    const { sw } = (await readCatalogue(language)) as { sw: Record<string, string> };
    assert.deepEqual(DEFAULT_WORDS[language], { due: sw["reminder"], test: sw["test"] });
  }
});

function windows(...open: readonly string[]): { clients: AppWindows; done: string[] } {
  const done: string[] = [];
  const client = (path: string): Awaited<ReturnType<AppWindows["matchAll"]>>[number] => ({
    url: `https://holdfast.example${path}`,
    postMessage: (message: unknown) => void done.push(JSON.stringify(message)),
    focus: () => Promise.resolve(void done.push(`focus ${path}`)),
  });
  const clients = {
    matchAll: () => Promise.resolve(open.map(client)),
    openWindow: (url: string) => Promise.resolve(void done.push(url)),
  };
  return { clients, done };
}

test("a tap brings an open window forward and tells it which follow-up", async () => {
  const { clients, done } = windows("/guide/sextortion", "/#/record");
  await openFollowup(clients, { id: ID });
  assert.deepEqual(done, [`{"type":"open-followup","id":"${ID}"}`, "focus /#/record"]);
});

test("a tap with no window open opens that follow-up, or the list", async () => {
  const { clients, done } = windows();
  await openFollowup(clients, { id: ID });
  await openFollowup(clients, { id: null });
  await openFollowup(clients, { id: "javascript:alert(1)" });
  assert.deepEqual(done, [`/#/followups/${ID}`, "/#/followups", "/#/followups"]);
});

test("a public guide page is no window of the app: the follow-up opens beside it", async () => {
  const { clients, done } = windows("/guide/sextortion", "/fr/guide");
  await openFollowup(clients, { id: ID });
  assert.deepEqual(done, [`/#/followups/${ID}`]);
});
