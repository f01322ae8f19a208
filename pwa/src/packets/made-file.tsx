// A packet's file that is made: a fresh tap shares or saves it, and that is noted in the record.
import { Download, Share2 } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { download, shareable } from "../app/hand-over.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Screen } from "../ui/screen.js";
import type { Packet, PacketRequest } from "../vault/packets-port.js";
import { FingerprintCard } from "./fingerprint-card.js";
import { useReceipt } from "./note-it.js";
import { shared } from "./sharing.js";

interface MadeFileProps {
  readonly file: Blob;
  readonly name: string;
  readonly type: string;
  /** What is in it, in words. */
  readonly counts: string;
  readonly caseId: Id;
  readonly packet: Packet;
  readonly request: PacketRequest;
  /** Between its name and the ways to hand it over. */
  readonly trouble?: ComponentChildren;
  /** What goes with it. */
  readonly beside?: ComponentChildren;
}

export function MadeFile({ file, name, type, counts, caseId, packet, request, trouble, beside }: MadeFileProps): JSX.Element {
  const [url] = useState(() => URL.createObjectURL(file));
  const [sharing] = useState(() => shareable(file, name, type));
  const { note, shown } = useReceipt({ caseId, packet, request });
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const save = (): void => {
    download(url, name);
    void note("download");
  };
  return (
    <Screen key="made" title={t("packets.made")}>
      <Card>
        <p class="lead">{name}</p>
        <p>{counts}</p>
      </Card>
      {trouble}
      <Button icon={Download} wide onClick={save}>
        {t("exports.download")}
      </Button>
      {sharing === null ? null : (
        <Button weight="secondary" icon={Share2} wide onClick={() => void shared(sharing).then((done) => (done ? note("share") : undefined))}>
          {t("exports.share")}
        </Button>
      )}
      {shown}
      {beside}
      <FingerprintCard fingerprint={packet.fingerprint} />
      <LinkButton weight="quiet" wide href="#/packets">
        {t("ui.done")}
      </LinkButton>
    </Screen>
  );
}
