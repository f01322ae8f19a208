// Second step: what police ask, each answer optional, kept sealed with the case as soon as the step is left.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { detailKey } from "../domain/packet/contents.js";
import { ABOUT_CHILD, ABOUT_ME, ABOUT_NOW, type Detail, type Details, DETAILS, detailsOf } from "../domain/packet/details.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextArea, TextField } from "../ui/field.js";
import { type FieldState, makeField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Select } from "../ui/select.js";
import { withMaking } from "./with-making.js";

type Fields = Readonly<Record<Detail, FieldState>>;

const CHOICES: Readonly<Partial<Record<Detail, readonly ("yes" | "no" | "not_sure")[]>>> = { voicemail: ["yes", "no"], still_active: ["yes", "no", "not_sure"], images: ["yes", "no", "not_sure"] };
const LONG: ReadonlySet<Detail> = new Set(["my_address", "child_address", "transactions"]);

function newFields(known: Details): Fields {
  return Object.fromEntries(DETAILS.map((name) => [name, makeField(`packet-${name}`, known[name] ?? "")])) as Fields;
}

export const DetailsScreen = withMaking(({ state, now }) => {
  const vault = useVault();
  const key = `packet/${state.id}`;
  const [{ draft: fields }] = useState(() => draftOf<Fields>(key, () => newFields(detailsOf(state))));
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    const given = Object.fromEntries(DETAILS.map((name) => [name, fields[name].value.value.trim()]));
    const before = detailsOf(state);
    const changed = DETAILS.some((name) => (before[name] ?? "") !== given[name]);
    const saved = changed ? await vault.keepDetails(state.id, given) : { ok: true as const };
    if (!saved.ok) {
      problem.value = failureWords(saved.type);
      return;
    }
    forgetDraft(key);
    go("#/packets/review");
  };
  const asked = (names: readonly Detail[]): readonly Detail[] => names.filter((name) => !now.left.has(detailKey(name)));
  const hidden = DETAILS.filter((name) => now.left.has(detailKey(name)));
  return (
    <Screen title={t("packets.details_title")} back={{ href: "#/packets/new", label: t("packets.for_title") }}>
      <p class="lead">{t("packets.details_lead")}</p>
      <Form onSubmit={submit}>
        <Group title={t("packets.about.me")} names={asked(ABOUT_ME)} fields={fields} />
        <Group title={t("packets.about.child")} names={asked(ABOUT_CHILD)} fields={fields} />
        <Group title={t("packets.about.now")} names={asked(ABOUT_NOW)} fields={fields} />
        {hidden.length === 0 ? null : <p class="muted">{t("packets.details_hidden", { fields: hidden.map((name) => t(`packets.detail.${name}`)).join(", ") })}</p>}
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("ui.continue")}
        </Button>
      </Form>
    </Screen>
  );
});

function Group({ title, names, fields }: { readonly title: string; readonly names: readonly Detail[]; readonly fields: Fields }): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      {names.map((name) => (
        <Answer key={name} name={name} field={fields[name]} />
      ))}
    </section>
  );
}

function Answer({ name, field }: { readonly name: Detail; readonly field: FieldState }): JSX.Element {
  const label = t(`packets.detail.${name}`);
  const choices = CHOICES[name];
  if (choices !== undefined) {
    const options = [{ value: "", label: t("packets.unanswered") }, ...choices.map((value) => ({ value: value === "not_sure" ? "unknown" : value, label: t(`ui.${value}`) }))];
    return <Select field={field} label={label} options={options} {...(name === "images" ? { hint: t("packets.images_hint") } : {})} />;
  }
  if (LONG.has(name)) return <TextArea field={field} label={label} rows={2} />;
  return <TextField field={field} label={label} spellcheck={name !== "my_phone" && name !== "child_phone"} />;
}
