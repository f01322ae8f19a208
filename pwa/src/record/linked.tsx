// What belongs with this: exhibits, accounts involved, calls, notes, numbers; linked and unlinked at any time.
import { AtSign, FileText, Hash, NotebookPen, Phone } from "lucide";
import type { IconNode } from "lucide";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { whoWords } from "../app/contact-words.js";
import { event } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { profileName } from "../domain/profile.js";
import type { Id } from "../domain/records.js";
import { around } from "../domain/search.js";
import { timeline, type TimelineItem } from "../domain/timeline.js";
import { shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { FieldFrame } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { exhibitWords } from "../app/exhibit-words.js";
import { type Saving, useSaving } from "../app/use-saving.js";

const KINDS = ["profile", "exhibit", "contact", "number", "note"] as const;
type LinkedKind = (typeof KINDS)[number];
type Linkable = Extract<TimelineItem, { readonly kind: LinkedKind }>;

const ICONS: Readonly<Record<LinkedKind, IconNode>> = { profile: AtSign, exhibit: FileText, contact: Phone, number: Hash, note: NotebookPen };
const LONGEST = 50;

function isLinkable(item: TimelineItem): item is Linkable {
  return (KINDS as readonly string[]).includes(item.kind) && !(item.kind === "exhibit" && item.exhibit.removed !== null);
}

function nameOf(item: Linkable): string {
  switch (item.kind) {
    case "profile":
      return [profileName(item.profile), item.profile.platform].filter((part) => part !== "").join(" · ");
    case "exhibit":
      return `${item.exhibit.label} · ${around(exhibitWords(item.exhibit), "", LONGEST)}`;
    case "contact":
      return `${shortDate(item.contact.body.started)} · ${whoWords(item.contact)}`;
    case "number":
      return item.number.body.value;
    case "note":
      return around(item.note.text, "", LONGEST);
  }
}

function hrefOf(item: Linkable): string {
  return item.kind === "profile" ? `#/profiles/${item.id}` : `#/record/${item.id}`;
}

export function Linked({ state, id }: { readonly state: CaseState; readonly id: Id }): JSX.Element | null {
  const items = useMemo(() => timeline(state).filter(isLinkable).filter((item) => item.id !== id), [state, id]);
  const saving = useSaving(state.id);
  const links = state.links.get(id);
  const linked = items.filter((item) => links?.has(item.id) === true);
  const others = items.filter((item) => links?.has(item.id) !== true);
  const unlink = (other: Id): void => {
    void saving.save((stamp) => (links?.get(other) ?? []).map((link) => event(stamp, "removed", { of: link })));
  };
  if (items.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("record.linked.title")}</h2>
      {saving.problem === null ? null : <Notice tone="wrong" live title={saving.problem} />}
      <ul class="rows">
        {linked.map((item) => (
          <li key={item.id} class="linked">
            <RowLink icon={ICONS[item.kind]} href={hrefOf(item)} title={nameOf(item)} detail={t(`record.kind_one.${item.kind}`)} />
            <Button weight="quiet" label={t("record.linked.remove_one", { name: nameOf(item) })} onClick={() => unlink(item.id)}>
              {t("record.linked.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {others.length === 0 ? null : <LinkForm key={linked.length} id={id} others={others} saving={saving} />}
    </section>
  );
}

function LinkForm({ id, others, saving }: { readonly id: Id; readonly others: readonly Linkable[]; readonly saving: Saving }): JSX.Element {
  const chosen = useField();
  const link = async (): Promise<void> => {
    const other = chosen.value.value;
    if (other === "") return;
    if (await saving.save((stamp) => [event(stamp, "link", { a: id, b: other })])) chosen.value.value = "";
  };
  return (
    <Form onSubmit={link}>
      <FieldFrame field={chosen} label={t("record.linked.add")}>
        <select id={chosen.id} class="input" value={chosen.value.value} onChange={(event) => (chosen.value.value = event.currentTarget.value)}>
          <option value="">{t("record.linked.choose")}</option>
          {KINDS.map((kind) => {
            const some = others.filter((item) => item.kind === kind).toReversed();
            return some.length === 0 ? null : (
              <optgroup key={kind} label={t(`record.kind.${kind}`)}>
                {some.map((item) => (
                  <option key={item.id} value={item.id}>
                    {nameOf(item)}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </select>
      </FieldFrame>
      {chosen.value.value === "" ? null : (
        <Button type="submit" weight="secondary" busy={saving.busy}>
          {t("record.linked.save")}
        </Button>
      )}
    </Form>
  );
}
