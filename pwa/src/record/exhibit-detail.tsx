// One exhibit: its label, its picture when asked for, and where it came from.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { recordedTime } from "../app/recorded-time.js";
import { useVault } from "../app/vault-context.js";
import { setExhibit } from "../domain/build.js";
import { hex } from "../bytes.js";
import { fileName } from "../domain/file-name.js";
import type { CaseState, Exhibit } from "../domain/fold.js";
import type { DescribedExhibit, FileExhibit } from "../domain/records.js";
import type { Written } from "../domain/written.js";
import { fileSize, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { Additions } from "../app/additions.js";
import { Caption } from "./caption.js";
import { CustodyLines } from "../app/custody-lines.js";
import { ExhibitPicture } from "./exhibit-picture.js";
import { NotHere, WhatNext } from "../app/not-here.js";
import { HappenedField } from "./happened-field.js";
import { Linked } from "./linked.js";
import { Pairs } from "../app/pairs.js";
import { Remove } from "../app/remove.js";
import { useSaving } from "../app/use-saving.js";

export function ExhibitDetail({ exhibit, state }: { readonly exhibit: Exhibit; readonly state: CaseState }): JSX.Element {
  const { body, id, label, removed } = exhibit;
  const doubted = useSignal(false);
  const vault = useVault();
  return (
    <Screen title={t("record.exhibit_title", { label })} back={{ href: "#/record", label: t("record.title") }}>
      {removed === null ? null : <Notice tone="info" live title={t("record.removed", { date: shortDate(removed) })} />}
      {removed === null ? null : <WhatNext />}
      {body.kind === "file" && removed === null && !doubted.value ? <ExhibitPicture state={state} id={exhibit.id} body={body} label={label} /> : null}
      {removed === null ? <Told exhibit={exhibit} state={state} /> : null}
      {body.kind === "file" ? <FilePairs body={body} written={exhibit} /> : <DescribedPairs body={body} written={exhibit} />}
      {removed === null ? <NotHere caseId={state.id} id={id} label={label} onAsking={(asking) => (doubted.value = asking)} /> : null}
      <CustodyLines state={state} label={label} />
      {removed === null ? (
        <Remove state={state} id={id} name={label} meaning={t("record.remove.meaning.exhibit")} copy={<p>{t("record.remove.copy_exhibit")}</p>} remove={() => vault.removeExhibit(state.id, id)} />
      ) : null}
    </Screen>
  );
}

/** What the family says about it: all of it can change, and every earlier wording stays. */
function Told({ exhibit, state }: { readonly exhibit: Exhibit; readonly state: CaseState }): JSX.Element {
  const saving = useSaving(state.id);
  return (
    <>
      <Caption exhibit={exhibit} state={state} />
      <HappenedField value={exhibit.happened} saving={saving} onSave={(happened) => saving.save((stamp) => setExhibit(stamp, exhibit.id, { happened }))} />
      <Linked state={state} id={exhibit.id} />
      <Additions caseId={state.id} of={exhibit.id} additions={exhibit.additions} />
    </>
  );
}

function FilePairs({ body, written }: { readonly body: FileExhibit; readonly written: Written }): JSX.Element {
  return (
    <Pairs
      pairs={[
        [t("record.received"), recordedTime(written, body.received)],
        [t("record.taken"), body.taken?.replace("T", " ")],
        [t("record.file_name"), body.name === undefined ? undefined : <bdi>{fileName(body.name)}</bdi>],
        [t("record.kind_and_size"), `${body.mime} · ${fileSize(body.len)}`],
        [t("record.dimensions"), body.w === undefined || body.h === undefined ? undefined : t("record.dimensions_value", { w: body.w, h: body.h })],
        [t("record.via"), t(`record.via_words.${body.via}`)],
        [t("record.covered"), body.covered === undefined ? undefined : t("record.covered_value", { n: body.covered.boxes, original: body.covered.original })],
        ["SHA-256", <span class="mono">{hex(body.sha256)}</span>],
      ]}
      note={t("record.sha_note")}
    />
  );
}

const DESCRIBED = ["app", "account", "device", "seen_by", "happened"] as const;

function DescribedPairs({ body, written }: { readonly body: DescribedExhibit; readonly written: Written }): JSX.Element {
  return (
    <>
      <Notice tone="info" title={t("record.left_in_place")} />
      <Pairs
        pairs={[
          [t("capture.what"), body.described.what],
          ...DESCRIBED.map((name) => [t(`capture.detail.${name}`), body.described[name]] as const),
          [t("record.received"), recordedTime(written, body.received)],
        ]}
      />
    </>
  );
}
