// One account involved: its names to read out or copy, its platform's card, what it is linked with.
import type { JSX } from "preact";
import { PlatformCard } from "../app/platform-card.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { setProfile } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { type Profile, profileName, PROFILE_TEXTS } from "../domain/profile.js";
import { versions } from "../domain/versions.js";
import { recordedTime } from "../app/recorded-time.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { CopyValue } from "../ui/copy-value.js";
import { Disclosure } from "../ui/disclosure.js";
import { Screen } from "../ui/screen.js";
import { Linked } from "./linked.js";
import { Remove } from "../app/remove.js";

export function ProfileScreen({ id }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const profile = state?.profiles.get(id ?? "");
  if (state === null || profile === undefined || profile.removed) {
    return (
      <Screen title={t("record.missing_title")} back={{ href: "#/record", label: t("record.title") }}>
        <p>{t("record.missing")}</p>
      </Screen>
    );
  }
  return <Shown profile={profile} state={state} />;
}

function Shown({ profile, state }: { readonly profile: Profile; readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  const given = PROFILE_TEXTS.filter((field) => profile[field] !== "");
  const name = profileName(profile);
  return (
    <Screen title={name} back={{ href: "#/record", label: t("record.title") }}>
      <Card>
        {given.map((field) => (
          <CopyValue
            key={field}
            value={profile[field]}
            label={t(`record.profile.field.${field}`)}
            copyLabel={t("ui.copy")}
            copiedLabel={t("ui.copied")}
            failedLabel={t("app.copy_failed")}
            size="normal"
          />
        ))}
        <p class="muted">{t("record.note_times", { created: recordedTime(profile.saves[0]), edited: recordedTime(profile.saves[1]) })}</p>
      </Card>
      <LinkButton weight="secondary" href={`#/profiles/new?edit=${profile.id}`}>
        {t("record.profile.edit")}
      </LinkButton>
      <PlatformCard platform={profile.platform} />
      <Linked state={state} id={profile.id} />
      <EarlierNames profile={profile} state={state} />
      <Remove
        state={state}
        id={profile.id}
        name={name}
        meaning={t("record.remove.meaning.profile")}
        remove={() => vault.save(state.id, (stamp) => setProfile(stamp, profile.id, { removed: true }))}
      />
    </Screen>
  );
}

function EarlierNames({ profile, state }: { readonly profile: Profile; readonly state: CaseState }): JSX.Element | null {
  const earlier = PROFILE_TEXTS.flatMap((field) => versions(state.log, "profile", profile.id, field).slice(0, -1).map((version) => ({ field, ...version })));
  if (earlier.length === 0) return null;
  return (
    <Disclosure summary={t("record.earlier", { n: earlier.length })}>
      <dl class="pairs">
        {earlier.toReversed().map(({ field, value, ...written }) => (
          <div key={`${field}${String(written.at)}`}>
            <dt>
              {t(`record.profile.field.${field}`)} · {recordedTime(written)}
            </dt>
            <dd class="verbatim">{value === "" ? t("record.blank") : value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
