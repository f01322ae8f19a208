// An account involved: how it is named exactly. Every field may stay blank but one.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { ensureCase } from "../app/first-case.js";
import { PLATFORM_NAMES, PlatformCard } from "../app/platform-card.js";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { setProfile } from "../domain/build.js";
import { type Profile, PROFILE_TEXTS, type ProfileText } from "../domain/profile.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { ErrorSummary } from "../ui/error-summary.js";
import { check, type FieldState, makeField } from "../ui/field-state.js";
import { TextArea, TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

type Form = Readonly<Record<ProfileText, FieldState>>;

const NAMING = PROFILE_TEXTS.filter((field) => field !== "platform" && field !== "about");
const HINTED: readonly ProfileText[] = ["username", "display", "url", "payment"];

function makeForm(key: string, profile: Profile | null): Form {
  return Object.fromEntries(PROFILE_TEXTS.map((field) => [field, makeField(`${key}-${field}`, profile?.[field] ?? "")])) as Form;
}

function textOf(form: Form, field: ProfileText): string {
  return form[field].value.value.trim();
}

export function ProfileFormScreen({ id, query }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const existing = query.get("edit");
  const profile = existing === null ? null : (state?.profiles.get(existing) ?? null);
  return <ProfileForm key={id} profile={profile} />;
}

function ProfileForm({ profile }: { readonly profile: Profile | null }): JSX.Element {
  const vault = useVault();
  const key = `profile-${profile?.id ?? "new"}`;
  const { draft: form } = draftOf(key, () => makeForm(key, profile));
  const attempt = useSignal(0);
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    attempt.value += 1;
    const named = NAMING.some((field) => textOf(form, field) !== "");
    if (!check([[form.username, named ? null : t("record.profile.missing")]])) return;
    const made = await ensureCase(vault);
    if (!made.ok) {
      problem.value = failureWords(made.type);
      return;
    }
    const changed = PROFILE_TEXTS.filter((field) => textOf(form, field) !== (profile?.[field] ?? ""));
    let id: Id = profile?.id ?? "";
    const change = Object.fromEntries(changed.map((field) => [field, textOf(form, field)]));
    const saved = await vault.save(made.value, (stamp) => setProfile(stamp, (id = id === "" ? stamp.newId() : id), change));
    problem.value = saved.ok ? null : failureWords(saved.type);
    if (!saved.ok) return;
    forgetDraft(key);
    replaceRoute(`#/profiles/${id}`);
  };
  return (
    <Screen title={profile === null ? t("record.profile.new_title") : t("record.profile.edit_title")} back={{ href: "#/record", label: t("record.title") }}>
      <p class="lead">{t("record.profile.lead")}</p>
      <Form onSubmit={submit}>
        <ErrorSummary title={t("ui.error_summary")} fields={[form.username]} attempt={attempt.value} />
        <TextField field={form.platform} label={t("record.profile.field.platform")} list={PLATFORM_NAMES} />
        <PlatformCard platform={form.platform.value.value} />
        {NAMING.map((field) => (
          <TextField key={field} field={form[field]} label={t(`record.profile.field.${field}`)} hint={HINTED.includes(field) ? t(`record.profile.hint.${field as "username"}`) : t("ui.optional")} />
        ))}
        <TextArea field={form.about} label={t("record.profile.field.about")} hint={t("ui.optional")} />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("ui.save")}
        </Button>
      </Form>
    </Screen>
  );
}
