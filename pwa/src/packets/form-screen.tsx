// "Copy into the form": each answer that online forms ask for, in their order, with a button of its own.
import type { JSX } from "preact";
import type { Language } from "../i18n/catalogue.js";
import { t } from "../i18n/t.js";
import { CopyValue } from "../ui/copy-value.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { requestOf } from "./making.js";
import { NoteIt } from "./note-it.js";
import type { Block } from "./paper/blocks.js";
import { formBlocks } from "./paper/form.js";
import { usePacket } from "./use-packet.js";
import { withMaking } from "./with-making.js";

export const FormScreen = withMaking(({ state, now }) => {
  const request = requestOf(state, now);
  const coming = usePacket(state, request);
  return (
    <Screen title={t("packets.form")} back={{ href: "#/packets/give", label: t("packets.give_title") }}>
      <p class="lead">{t("packets.form_lead")}</p>
      {coming.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : null}
      {coming.type === "failed" ? <Notice tone="wrong" live title={t(`exports.export_failed.${coming.why}`)} /> : null}
      {coming.type === "ready" ? (
        <>
          {formBlocks(coming.say, coming.packet.record).map((block, at) => (
            <Answers key={at} block={block} lang={request.language} />
          ))}
          <NoteIt caseId={state.id} packet={coming.packet} request={request} how="form" />
        </>
      ) : null}
    </Screen>
  );
});

function Answers({ block, lang }: { readonly block: Block; readonly lang: Language }): JSX.Element | null {
  if (block.kind === "heading" || block.kind === "subheading") return <h2 lang={lang}>{block.text}</h2>;
  if (block.kind !== "pairs") return null;
  return (
    <>
      {block.pairs.map(([label, value], at) => (
        <CopyValue key={at} value={value} label={label} lang={lang} copyLabel={t("ui.copy")} copiedLabel={t("ui.copied")} failedLabel={t("packets.copy_failed")} />
      ))}
    </>
  );
}
