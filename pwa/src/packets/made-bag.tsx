// The evidence bag is made: a fresh tap shares or saves it, and that is noted in the record.
import { Download, Share2 } from "lucide";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { download, shareable } from "../app/hand-over.js";
import type { Id } from "../domain/records.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { MadeBag, PacketRequest } from "../vault/packets-port.js";
import { FingerprintCard } from "./fingerprint-card.js";
import { useReceipt } from "./note-it.js";
import { shared } from "./sharing.js";

interface MadeBagProps {
  readonly bag: MadeBag;
  readonly caseId: Id;
  readonly request: PacketRequest;
}

export function MadeBagScreen({ bag, caseId, request }: MadeBagProps): JSX.Element {
  const { file, name, packet } = bag;
  const [url] = useState(() => URL.createObjectURL(file));
  const [sharing] = useState(() => shareable(file, name, "application/zip"));
  const { note, shown } = useReceipt({ caseId, packet, request });
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <Screen key="made" title={t("packets.made")}>
      <Card>
        <p class="lead">{name}</p>
        <p>{t("packets.made_counts", { n: packet.pictures.size, size: fileSize(file.size) })}</p>
      </Card>
      {packet.absent.length === 0 ? null : <Notice tone="due" title={t("packets.absent", { labels: packet.absent.map(({ label }) => label).join(", ") })} />}
      <Button
        icon={Download}
        wide
        onClick={() => {
          download(url, name);
          void note("download");
        }}
      >
        {t("exports.download")}
      </Button>
      {sharing === null ? null : (
        <Button weight="secondary" icon={Share2} wide onClick={() => void shared(sharing).then((done) => (done ? note("share") : undefined))}>
          {t("exports.share")}
        </Button>
      )}
      {shown}
      <FingerprintCard fingerprint={packet.fingerprint} />
      <LinkButton weight="quiet" wide href="#/packets">
        {t("ui.done")}
      </LinkButton>
    </Screen>
  );
}
