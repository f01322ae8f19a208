// What each reader of a packet is called, in the language on screen.
import { PROFILES } from "../domain/packet/record.js";
import { t } from "../i18n/t.js";

export function profileNames(): Readonly<Record<string, string>> {
  return Object.fromEntries(PROFILES.map((profile) => [profile, t(`packets.profile.${profile}`)]));
}
