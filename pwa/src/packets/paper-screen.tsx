// The print view: the whole packet as it goes on paper, made here without a network; pictures only when asked for.
import { useSignal } from "@preact/signals";
import { Image, Printer } from "lucide";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { FingerprintCard } from "./fingerprint-card.js";
import { requestOf } from "./making.js";
import { NoteIt } from "./note-it.js";
import { paperOf, shortOf } from "./paper/paper.js";
import { PaperView } from "./paper/view.js";
import { usePacket } from "./use-packet.js";
import { withMaking } from "./with-making.js";

export const PaperScreen = withMaking(({ state, now }) => {
  const request = requestOf(state, now);
  const coming = usePacket(state, request);
  const pictures = useSignal(false);
  if (coming.type !== "ready") {
    return (
      <Screen key={coming.type} title={t("packets.paper")} back={{ href: "#/packets/give", label: t("packets.give_title") }}>
        {coming.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : <Notice tone="wrong" live title={t(`exports.export_failed.${coming.why}`)} />}
      </Screen>
    );
  }
  const { packet, say } = coming;
  const plate = (file: string, label: string): JSX.Element | null => {
    const id = packet.pictures.get(file);
    return pictures.value && id !== undefined ? <Plate caseId={state.id} id={id} label={label} /> : null;
  };
  return (
    <Screen key="ready" title={t("packets.paper")} back={{ href: "#/packets/give", label: t("packets.give_title") }}>
      <div class="actions">
        <Button icon={Printer} onClick={() => print()}>
          {t("packets.print")}
        </Button>
        {packet.pictures.size === 0 || pictures.value ? null : (
          <Button weight="secondary" icon={Image} onClick={() => (pictures.value = true)}>
            {t("packets.pictures_show")}
          </Button>
        )}
      </div>
      {packet.pictures.size === 0 || pictures.value ? null : <p class="muted">{t("packets.pictures_hidden")}</p>}
      <NoteIt caseId={state.id} packet={packet} request={request} how="print" />
      <PaperView paper={paperOf(say, packet.record, packet.fingerprint)} language={now.language} plate={plate} />
      <p class="paper-foot">{say("packets.doc.footer", { short: shortOf(packet.fingerprint) })}</p>
      <FingerprintCard fingerprint={packet.fingerprint} />
    </Screen>
  );
});

function Plate({ caseId, id, label }: { readonly caseId: Id; readonly id: Id; readonly label: string }): JSX.Element | null {
  const vault = useVault();
  const url = useSignal<string | null>(null);
  useEffect(() => {
    let gone = false;
    void vault.picture(caseId, id, "original").then((result) => {
      if (result.ok && !gone && /^image\//.test(result.value.type)) url.value = URL.createObjectURL(result.value);
    });
    return () => {
      gone = true;
      if (url.peek() !== null) URL.revokeObjectURL(url.peek() ?? "");
    };
  }, [caseId, id]);
  return url.value === null ? null : <img src={url.value} alt={label} />;
}
