// Numbered pictures in the sets that online forms take: three files at a time, none above 4 MB.
import { useSignal } from "@preact/signals";
import { Download, Share2 } from "lucide";
import type { JSX } from "preact";
import { downloadOnce, shareableFiles } from "../app/hand-over.js";
import { useVault } from "../app/vault-context.js";
import { formSets } from "../domain/packet/sets.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { Packet } from "../vault/packets-port.js";
import { requestOf } from "./making.js";
import { NoteIt } from "./note-it.js";
import { shared } from "./sharing.js";
import { usePacket } from "./use-packet.js";
import { withMaking } from "./with-making.js";

export const SetsScreen = withMaking(({ state, now }) => {
  const request = requestOf(state, now);
  const coming = usePacket(state, request);
  return (
    <Screen title={t("packets.sets")} back={{ href: "#/packets/give", label: t("packets.give_title") }}>
      <p class="lead">{t("packets.sets_hint")}</p>
      {coming.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : null}
      {coming.type === "failed" ? <Notice tone="wrong" live title={t(`exports.export_failed.${coming.why}`)} /> : null}
      {coming.type === "ready" ? (
        <>
          <Sets caseId={state.id} packet={coming.packet} />
          {coming.packet.pictures.size === 0 ? null : <NoteIt caseId={state.id} packet={coming.packet} request={request} how="pictures" />}
        </>
      ) : null}
    </Screen>
  );
});

function Sets({ caseId, packet }: { readonly caseId: Id; readonly packet: Packet }): JSX.Element {
  const { sets, tooLarge } = formSets(packet.record.exhibits);
  if (sets.length === 0 && tooLarge.length === 0) return <p>{t("packets.no_files")}</p>;
  return (
    <>
      {tooLarge.length === 0 ? null : <Notice tone="due" title={t("packets.too_large", { labels: tooLarge.join(", ") })} />}
      {sets.map((files, at) => (
        <OneSet key={at} n={at + 1} caseId={caseId} packet={packet} files={files} />
      ))}
    </>
  );
}

interface SetProps {
  readonly n: number;
  readonly caseId: Id;
  readonly packet: Packet;
  readonly files: readonly { readonly label: string; readonly file: string; readonly mime: string }[];
}

/** Fetched first, so that the tap that shares is a fresh one. */
function OneSet({ n, caseId, packet, files }: SetProps): JSX.Element {
  const vault = useVault();
  const ready = useSignal<readonly File[] | null>(null);
  const problem = useSignal<string | null>(null);
  const open = async (): Promise<void> => {
    problem.value = null;
    const opened: File[] = [];
    for (const { label, file, mime } of files) {
      const picture = await vault.picture(caseId, packet.pictures.get(file) ?? "", "original");
      if (!picture.ok) {
        problem.value = t("packets.set_failed", { label });
        return;
      }
      opened.push(new File([picture.value], file.replace("exhibits/", ""), { type: mime }));
    }
    ready.value = opened;
  };
  const labels = files.map(({ label }) => label).join(", ");
  return (
    <Card title={t("packets.set", { n, labels })}>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {ready.value === null ? (
        <Button weight="secondary" onClick={() => void open()} label={`${t("ui.continue")}: ${t("packets.set", { n, labels })}`}>
          {t("ui.continue")}
        </Button>
      ) : (
        <Ready n={n} files={ready.value} />
      )}
    </Card>
  );
}

function Ready({ n, files }: { readonly n: number; readonly files: readonly File[] }): JSX.Element {
  const sharing = shareableFiles(files);
  const save = (): void => {
    for (const file of files) downloadOnce(file, file.name);
  };
  return (
    <div class="actions">
      {sharing === null ? null : (
        <Button icon={Share2} onClick={() => void shared(sharing)}>
          {t("packets.set_share", { n })}
        </Button>
      )}
      <Button weight="secondary" icon={Download} onClick={save}>
        {t("packets.set_save", { n })}
      </Button>
    </div>
  );
}
