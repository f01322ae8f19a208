// The evidence bag is made.
import type { JSX } from "preact";
import type { Id } from "../domain/records.js";
import { exactTime, fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { MadeBag, PacketRequest } from "../vault/packets-port.js";
import { MadeFile } from "./made-file.js";

interface MadeBagProps {
  readonly bag: MadeBag;
  readonly caseId: Id;
  readonly request: PacketRequest;
  /** Makes it once more, with a timestamp if a clock answers. */
  readonly onAgain: () => void;
}

export function MadeBagScreen({ bag: { file, name, packet, stamp }, caseId, request, onAgain }: MadeBagProps): JSX.Element {
  const counts = t("packets.made_counts", { n: packet.pictures.size, size: fileSize(file.size) });
  const absent = packet.absent.map(({ label }) => label).join(", ");
  const trouble = (
    <>
      {absent === "" ? null : <Notice tone="due" title={t("packets.absent", { labels: absent })} />}
      {stamp === null ? (
        <Notice tone="info" title={t("packets.stamp.pending")}>
          <p>{t("packets.stamp.pending_body")}</p>
          <Button weight="secondary" onClick={onAgain}>
            {t("packets.stamp.again")}
          </Button>
        </Notice>
      ) : (
        <p>{t(stamp.independent ? "packets.stamp.independent" : "packets.stamp.own", { time: exactTime(stamp.at) })}</p>
      )}
    </>
  );
  return <MadeFile {...{ file, name, type: "application/zip", counts, caseId, packet, request, trouble }} />;
}
