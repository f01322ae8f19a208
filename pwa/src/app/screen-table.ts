// Which screen answers which address; all but Today and the first run are loaded when first opened.
import type { ComponentType } from "preact";
import type { Route } from "./route.js";

export interface ScreenProps {
  /** The id in the address, when there is one. */
  readonly id: string | null;
  readonly query: URLSearchParams;
}

export type Screen = ComponentType<ScreenProps>;
export type Load = () => Promise<Screen>;

const TABLE: Readonly<Record<string, Load>> = {
  "record": () => import("../record/record-screen.js").then((m) => m.RecordScreen),
  "record/:id": () => import("../record/item-screen.js").then((m) => m.ItemScreen),
  "capture": () => import("../capture/capture-screen.js").then((m) => m.CaptureScreen),
  "capture/:id": () => import("../capture/capture-screen.js").then((m) => m.CaptureScreen),
  "capture/describe": () => import("../capture/describe-screen.js").then((m) => m.DescribeScreen),
  "notes/:id": () => import("../capture/note-screen.js").then((m) => m.NoteScreen),
  "calls/new": () => import("../calls/call-screen.js").then((m) => m.CallScreen),
  "followups": () => import("../followups/followups-screen.js").then((m) => m.FollowupsScreen),
  "followups/new": () => import("../followups/new-screen.js").then((m) => m.NewFollowupScreen),
  "followups/:id": () => import("../followups/detail-screen.js").then((m) => m.FollowupScreen),
  "guide": () => import("../guides/guide-screen.js").then((m) => m.GuideScreen),
  "guide/:id": () => import("../guides/guide-page.js").then((m) => m.GuidePage),
  "account": () => import("../accounts/account-screen.js").then((m) => m.AccountScreen),
  "account/new": () => import("../accounts/sign-up-screen.js").then((m) => m.SignUpScreen),
  "account/sign-in": () => import("../accounts/sign-in-screen.js").then((m) => m.SignInScreen),
  "account/recover": () => import("../accounts/recover-screen.js").then((m) => m.RecoverScreen),
  "cases": () => import("../cases/cases-screen.js").then((m) => m.CasesScreen),
  "settings": () => import("../settings/settings-screen.js").then((m) => m.SettingsScreen),
  "privacy": () => import("../settings/privacy-screen.js").then((m) => m.PrivacyScreen),
};

/** Null means Today: an unknown address leads home rather than to an error. */
export function findScreen({ path }: Route): { readonly load: Load; readonly id: string | null } | null {
  const [room = "", second] = path;
  const exact = TABLE[path.join("/")];
  if (exact !== undefined) return { load: exact, id: null };
  const withId = second === undefined || path.length > 2 ? undefined : TABLE[`${room}/:id`];
  return withId === undefined ? null : { load: withId, id: second ?? null };
}
