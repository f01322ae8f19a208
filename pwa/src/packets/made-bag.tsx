// The evidence bag is made.
import type { JSX } from "preact";
import type { Id } from "../domain/records.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import type { MadeBag, PacketRequest } from "../vault/packets-port.js";
import { MadeFile } from "./made-file.js";

interface MadeBagProps {
  readonly bag: MadeBag;
  readonly caseId: Id;
  readonly request: PacketRequest;
}

export function MadeBagScreen({ bag: { file, name, packet }, caseId, request }: MadeBagProps): JSX.Element {
  const counts = t("packets.made_counts", { n: packet.pictures.size, size: fileSize(file.size) });
  const absent = packet.absent.map(({ label }) => label).join(", ");
  const trouble = absent === "" ? null : <Notice tone="due" title={t("packets.absent", { labels: absent })} />;
  return <MadeFile {...{ file, name, type: "application/zip", counts, caseId, packet, request, trouble }} />;
}
