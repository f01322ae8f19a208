// An account involved: how a suspect is named on a platform, a phone or a wallet. Every earlier value stays (product A6).
import type { ProfileFields } from "./fields.js";
import type { Log } from "./merge.js";
import type { Id, Ms } from "./records.js";
import { current, versions } from "./versions.js";
import type { Written } from "./written.js";

export const PROFILE_TEXTS = ["platform", "username", "display", "url", "user_id", "phone", "email", "payment", "wallet", "about"] as const;
export type ProfileText = (typeof PROFILE_TEXTS)[number];

export interface Profile extends ProfileFields {
  readonly id: Id;
  readonly created: Ms;
  readonly edited: Ms;
  /** The first and the last save, as the phones wrote them. */
  readonly saves: readonly [Written, Written];
}

/** Null where nothing was ever written. */
export function profileOf(log: Log, id: Id): Profile | null {
  const saves = PROFILE_TEXTS.flatMap((field) => versions(log, "profile", id, field)).sort((a, b) => a.at - b.at);
  const [first, last] = [saves[0], saves.at(-1)];
  if (first === undefined || last === undefined) return null;
  const texts = Object.fromEntries(PROFILE_TEXTS.map((field) => [field, current(log, "profile", id, field) ?? ""])) as Record<ProfileText, string>;
  return { id, ...texts, created: first.at, edited: last.at, saves: [first, last], removed: current(log, "profile", id, "removed") ?? false };
}

/** What it is called in a list: the exact username before the name that anyone can choose. */
export function profileName(profile: Profile): string {
  const { username, display, url, user_id, phone, email, payment, wallet, platform } = profile;
  return [username, display, url, user_id, phone, email, payment, wallet, platform].find((text) => text !== "") ?? "";
}
