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
import { leftOf } from "./making.js";
import { withMaking } from "./with-making.js";

/** `before`: the answers that the fields began with, so that only what was typed here is written. */
type Fields = Readonly<Record<Detail | "before", FieldState>>;

const CHOICES: Readonly<Partial<Record<Detail, readonly ("yes" | "no" | "not_sure")[]>>> = { voicemail: ["yes", "no"], still_active: ["yes", "no", "not_sure"], images: ["yes", "no", "not_sure"] };
const LONG: ReadonlySet<Detail> = new Set(["my_address", "child_address", "transactions"]);

function newFields(known: Details): Fields {
  const fields = DETAILS.map((name) => [name, makeField(`packet-${name}`, known[name] ?? "")]);
  return Object.fromEntries([...fields, ["before", makeField("packet-before", JSON.stringify(known))]]) as Fields;
}

function typed(fields: Fields): Details {
  const before = JSON.parse(fields.before.value.value) as Details;
  const given = DETAILS.map((name) => [name, fields[name].value.value.trim()] as const);
  return Object.fromEntries(given.filter(([name, text]) => text !== (before[name] ?? "")));
}

/** A form in which nobody has typed shows what is known by now, whichever phone it came from. */
function fieldsOf(key: string, known: Details): Fields {
  const { draft } = draftOf<Fields>(key, () => newFields(known));
  if (Object.keys(typed(draft)).length > 0) return draft;
  for (const name of DETAILS) draft[name].value.value = known[name] ?? "";
  draft.before.value.value = JSON.stringify(known);
  return draft;
}

export const DetailsScreen = withMaking(({ state, now }) => {
  const vault = useVault();
  const key = `packet/${state.id}`;
  const [fields] = useState(() => fieldsOf(key, detailsOf(state)));
  const problem = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    const given = typed(fields);
    const saved = Object.keys(given).length > 0 ? await vault.keepDetails(state.id, given) : { ok: true as const };
    if (!saved.ok) {
      problem.value = failureWords(saved.type);
      return;
    }
    forgetDraft(key);
    go("#/packets/review");
  };
  const left = leftOf(state, now);
  const asked = (names: readonly Detail[]): readonly Detail[] => names.filter((name) => !left.has(detailKey(name)));
  const hidden = DETAILS.filter((name) => left.has(detailKey(name)));
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
