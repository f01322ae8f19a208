// What to know about one platform before anything there disappears: facts with their mark, source and month.
import type { JSX } from "preact";
import { FactView } from "../guidance/fact-view.js";
import { WithGuides } from "../guidance/with-guides.js";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";

/** By the name a person knows, the beginning of its facts' ids. */
const PLATFORMS: Readonly<Record<string, string>> = {
  Snapchat: "snapchat",
  Instagram: "instagram",
  "Facebook Messenger": "facebook_messenger",
  WhatsApp: "whatsapp",
  TikTok: "tiktok",
  Discord: "discord",
  Telegram: "telegram",
  "X (Twitter)": "x",
  Roblox: "roblox",
  Kik: "kik",
  Signal: "signal",
};
export const PLATFORM_NAMES = Object.keys(PLATFORMS);

function slugOf(platform: string): string | null {
  const asked = platform.trim().toLowerCase();
  const known = PLATFORM_NAMES.find((name) => name.toLowerCase() === asked || name.toLowerCase().split(/[ (]+/).includes(asked.replace("twitter)", "twitter")));
  if (known !== undefined) return PLATFORMS[known] ?? null;
  return asked === "twitter" ? "x" : asked === "messenger" || asked === "facebook" ? "facebook_messenger" : null;
}

export function PlatformCard({ platform }: { readonly platform: string }): JSX.Element {
  const slug = slugOf(platform);
  return (
    <WithGuides>
      {({ facts }) => {
        const own = slug === null ? [] : Object.entries(facts).filter(([key]) => key.startsWith(`platforms.${slug}_`));
        const general = facts["platforms.g_capture"];
        return (
          <>
            {own.length === 0 ? null : (
              <Disclosure summary={t("record.profile.platform_card", { platform: platform.trim() })}>
                {own.map(([key, fact]) => (
                  <FactView key={key} fact={fact} />
                ))}
              </Disclosure>
            )}
            {general === undefined ? null : (
              <Disclosure summary={t("record.profile.what_to_capture")}>
                <FactView fact={general} />
              </Disclosure>
            )}
          </>
        );
      }}
    </WithGuides>
  );
}
