// Notifications: every push shows something, always neutral, and a tap leads to its follow-up.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { readCatalogue } from "../../building/catalogues.mjs";
import { writePrefs } from "../store/prefs.js";
import { openDatabase } from "../store/schema.js";
import { type AppWindows, DEFAULT_WORDS, openFollowup, readPush, showPush, tellWindows } from "./notifications.js";

const ID = "0123456789abcdef0123456789abcdef";
const TOKEN = "t".repeat(43);
const DUE = JSON.stringify({ v: 1, t: "due", id: ID, rev: 3, act_token: TOKEN });
const DATA = { id: ID, rev: 3, token: TOKEN };

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions & { readonly actions?: readonly object[]; readonly renotify?: boolean };
}

let databases = 0;
let database = "";
const open = (): ReturnType<typeof openDatabase> => openDatabase(database);

/** A browser whose notifications carry so many buttons. */
function buttons(count: number): void {
  Object.defineProperty(globalThis, "Notification", { configurable: true, value: { maxActions: count } });
}

/** A registration that remembers what it was asked to show. */
async function shownFor(text: string | undefined): Promise<Shown> {
  const shown: Shown[] = [];
  const showNotification = (title: string, options: Shown["options"]): Promise<void> => {
    shown.push({ title, options });
    return Promise.resolve();
  };
  await showPush({ showNotification }, text, open);
  assert.equal(shown.length, 1);
  return shown[0]!;
}

beforeEach(async () => {
  database = `shown-${String((databases += 1))}`;
  buttons(0);
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
  assert.deepEqual(options.data, DATA);
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
  assert.equal(options.data, null);
});

test("whatever a push carries, something neutral is shown and nothing of it repeated", async () => {
  await writePrefs({ lang: "en" });
  for (const text of [undefined, "", "{", "null", "[]", '{"v":2,"t":"due","id":"x"}', '{"v":1,"t":"due","id":"../secret"}', JSON.stringify({ v: 1, t: "due", id: ID, rev: "3", act_token: TOKEN }), '{"v":1,"t":"other","title":"Noor"}']) {
    const { title, options } = await shownFor(text);
    assert.equal(title, "You have a task today");
    assert.equal(options.data, null);
  }
  fc.assert(fc.property(fc.string(), (text) => void readPush(text)));
});

test("the service worker's words are the catalogue's", async () => {
  for (const language of ["en", "fr"] as const) {
    const { sw } = (await readCatalogue(language)) as { sw: Record<string, string> };
    assert.deepEqual(DEFAULT_WORDS[language], { due: sw["reminder"], test: sw["test"], done: sw["done"], tomorrow: sw["tomorrow"] });
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

test("two buttons in the person's language where notifications carry them, none elsewhere", async () => {
  await writePrefs({ lang: "fr" });
  assert.deepEqual((await shownFor(DUE)).options.actions, []);
  buttons(2);
  const { actions } = (await shownFor(DUE)).options;
  assert.deepEqual(actions, [{ action: "done", title: "C’est fait" }, { action: "tomorrow", title: "Demain" }]);
});

test("the same push again is shown quietly; the next one about it is heard", async () => {
  await writePrefs({ lang: "en" });
  assert.deepEqual([(await shownFor(DUE)).options.renotify, (await shownFor(DUE)).options.silent], [true, true]);
  const { renotify, tag } = (await shownFor(DUE.replace(TOKEN, "n".repeat(43)))).options;
  assert.deepEqual([renotify, tag], [true, ID]);
});

test("a store that does not open stops no notification", async () => {
  await writePrefs({ lang: "en" });
  const broken = (): never => {
    throw new DOMException("gone", "UnknownError");
  };
  const shown: string[] = [];
  await showPush({ showNotification: (title) => Promise.resolve(void shown.push(title)) }, DUE, broken);
  assert.deepEqual(shown, ["You have a task today"]);
});

test("a tap brings an open window forward and tells it which follow-up", async () => {
  buttons(2);
  const { clients, done } = windows("/guide/sextortion", "/#/record");
  await openFollowup(clients, DATA);
  assert.deepEqual(done, [`{"type":"open","place":"followups/${ID}"}`, "focus /#/record"]);
});

test("a tap with no window open opens that follow-up, or the list", async () => {
  buttons(2);
  const { clients, done } = windows();
  await openFollowup(clients, DATA);
  await openFollowup(clients, null);
  await openFollowup(clients, { ...DATA, id: "javascript:alert(1)" });
  assert.deepEqual(done, [`/#/followups/${ID}`, "/#/followups", "/#/followups"]);
});

test("a public guide page is no window of the app: the follow-up opens beside it", async () => {
  buttons(2);
  const { clients, done } = windows("/guide/sextortion", "/fr/guide");
  await openFollowup(clients, DATA);
  assert.deepEqual(done, [`/#/followups/${ID}`]);
});

test("without buttons on notifications a tap leads to the neutral page that has them", async () => {
  const { clients, done } = windows();
  await openFollowup(clients, DATA);
  const open = windows("/#/today");
  await openFollowup(open.clients, DATA);
  await tellWindows(open.clients);
  assert.deepEqual([...done, ...open.done], [`/#/task/${ID}`, `{"type":"open","place":"task/${ID}"}`, "focus /#/today", '{"type":"answered"}']);
});

for (const how of ["refused", "throws", "hangs"] as const) {
  test(`a push shows the default words though no store of this phone opens (${how})`, async (t) => {
    const request = {} as { onerror?: () => void; readonly error?: Error };
    const opened = (): IDBOpenDBRequest => {
      if (how === "throws") throw new DOMException("no storage here", "SecurityError");
      if (how === "refused") setImmediate(() => request.onerror?.());
      return request as unknown as IDBOpenDBRequest;
    };
    t.mock.method(indexedDB, "open", opened);
    const setTimer = globalThis.setTimeout;
    t.mock.method(globalThis, "setTimeout", (act: (value: unknown) => void, ms: number, value: unknown) => setTimer(act, ms / 100, value));
    Object.defineProperty(globalThis, "navigator", { configurable: true, value: { language: "fr-CA" } });
    assert.equal(await shownWithout(DUE), DEFAULT_WORDS.fr.due);
  });
}

/** As a push finds it whose own database does not answer either. */
async function shownWithout(text: string): Promise<string | undefined> {
  const titles: string[] = [];
  await showPush({ showNotification: (title) => Promise.resolve(void titles.push(title)) }, text, () => new Promise(() => undefined));
  return titles[0];
}
