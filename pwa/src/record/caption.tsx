// An exhibit's caption: a few words of the family's own, with every earlier wording kept.
import type { JSX } from "preact";
import { setExhibit } from "../domain/build.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import { versions } from "../domain/versions.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { TextArea } from "../ui/field.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { EarlierVersions } from "./earlier-versions.js";
import { useSaving } from "../app/use-saving.js";

export function Caption({ exhibit, state }: { readonly exhibit: Exhibit; readonly state: CaseState }): JSX.Element {
  const text = useField(exhibit.caption);
  const { busy, problem, save } = useSaving(state.id);
  const changed = text.value.value.trim() !== exhibit.caption;
  return (
    <Form onSubmit={() => save((stamp) => setExhibit(stamp, exhibit.id, { caption: text.value.value.trim() }))}>
      <TextArea field={text} label={t("record.caption")} hint={t("record.caption_hint")} rows={2} />
      {problem === null ? null : <Notice tone="wrong" live title={problem} />}
      {changed ? (
        <Button type="submit" weight="secondary" busy={busy}>
          {t("record.caption_save")}
        </Button>
      ) : null}
      <EarlierVersions versions={versions(state.log, "exhibit", exhibit.id, "caption")} />
    </Form>
  );
}
