// Which screen answers which address; all but Today and the first run are loaded when the first of them is opened.
import type { Route } from "./route.js";
import type { Load } from "./screen.js";
import type * as Screens from "./screens.js";

function later(name: keyof typeof Screens): Load {
  return () => import("./screens.js").then((screens) => screens[name]);
}

const TABLE: Readonly<Record<string, Load>> = {
  "record": later("RecordScreen"),
  "profiles/new": later("ProfileFormScreen"),
  "profiles/:id": later("ProfileScreen"),
  "record/order": later("OrderScreen"),
  "record/:id": later("ItemScreen"),
  "capture": later("CaptureScreen"),
  "capture/:id": later("CaptureScreen"),
  "capture/describe": later("DescribeScreen"),
  "notes/:id": later("NoteScreen"),
  "again": later("AgainScreen"),
  "statement": later("StatementsScreen"),
  "statement/:id": later("StatementScreen"),
  "numbers/new": later("NumberScreen"),
  "doors": later("DoorsScreen"),
  "doors/:id": later("DoorScreen"),
  "outcomes": later("OutcomesScreen"),
  "outcomes/new": later("OutcomeFormScreen"),
  "calls/new": later("CallScreen"),
  "calls/start": later("StartCallScreen"),
  "calls/:id": later("OngoingScreen"),
  "followups": later("FollowupsScreen"),
  "followups/new": later("NewFollowupScreen"),
  "followups/clock": later("ClockScreen"),
  "followups/:id": later("FollowupScreen"),
  "task/:id": later("TaskScreen"),
  "guide": later("GuideScreen"),
  "guide/:id": later("GuidePage"),
  "account": later("AccountScreen"),
  "account/new": later("SignUpScreen"),
  "account/sign-in": later("SignInScreen"),
  "account/passkeys": later("PasskeysScreen"),
  "account/recover": later("RecoverScreen"),
  "account/passphrase": later("PassphraseScreen"),
  "account/code": later("NewCodeScreen"),
  "account/devices": later("DevicesScreen"),
  "account/sign-out": later("SignOutScreen"),
  "account/delete": later("DeleteAccountScreen"),
  "cases": later("CasesScreen"),
  "copies": later("CopiesScreen"),
  "exports": later("ExportScreen"),
  "exports/read": later("ImportScreen"),
  "exports/move": later("MoveScreen"),
  "packets": later("PacketsScreen"),
  "packets/new": later("NewPacketScreen"),
  "packets/details": later("DetailsScreen"),
  "packets/review": later("ReviewScreen"),
  "packets/give": later("GiveScreen"),
  "packets/paper": later("PaperScreen"),
  "packets/pdf": later("PdfScreen"),
  "packets/sets": later("SetsScreen"),
  "packets/form": later("FormScreen"),
  "packets/brief": later("BriefScreen"),
  "settings": later("SettingsScreen"),
  "settings/storage": later("StorageScreen"),
  "settings/phone": later("PhoneScreen"),
  "privacy": later("PrivacyScreen"),
  "shared": later("ShareScreen"),
};

/** They ask nothing of the record, or no more than Today does. */
const EARLY: ReadonlySet<string> = new Set(["capture", "guide", "account", "settings", "privacy"]);

/** Whether a screen can be shown before the whole case has been read. */
export function isEarly({ path }: Route): boolean {
  return EARLY.has(path[0] ?? "");
}

/** What opens without the keys. */
const WHILE_LOCKED: typeof TABLE = {
  "guide": later("GuideScreen"),
  "guide/:id": later("GuidePage"),
  "task/:id": later("TaskScreen"),
  "locked/note": later("LockedNoteScreen"),
  "locked/pictures": later("LockedPicturesScreen"),
  "capture/share-missed": later("LockedPicturesScreen"),
  "capture/share-large": later("LockedPicturesScreen"),
  "capture/share-full": later("LockedPicturesScreen"),
  "shared": later("ShareScreen"),
};

interface Found {
  readonly load: Load;
  readonly id: string | null;
}

/** Null means Today: an unknown address leads home rather than to an error. */
export function findScreen(route: Route): Found | null {
  return find(TABLE, route);
}

const LOCKED_CALL: Found = { load: later("LockedCallScreen"), id: null };

/** Null means the locked screen itself; while a call goes on that is one step further. */
export function findLocked(route: Route, onCall: boolean): Found | null {
  return find(WHILE_LOCKED, route) ?? (onCall && route.path[0] !== "unlock" ? LOCKED_CALL : null);
}

function find(table: typeof TABLE, { path }: Route): Found | null {
  const [room = "", second] = path;
  const exact = table[path.join("/")];
  if (exact !== undefined) return { load: exact, id: null };
  const withId = second === undefined || path.length > 2 ? undefined : table[`${room}/:id`];
  return withId === undefined ? null : { load: withId, id: second ?? null };
}
