// The papers of a packet, whole: the brief on page 1, then everything else, and what it proves on the last.
import { grouped } from "../../bytes.js";
import { PROVES } from "../../domain/packet/proves.js";
import type { PacketRecord } from "../../domain/packet/record.js";
import type { Say } from "../../i18n/t.js";
import { type Block, list, type Paper, section } from "./blocks.js";
import { briefOf } from "./brief.js";
import { accountBlocks, contactBlocks, exhibitBlocks, hashBlocks, noteBlocks, omittedBlocks, outcomeBlocks, plateBlocks, seizedBlocks, statementBlocks, timelineBlocks } from "./parts.js";

export const shortOf = (fingerprint: string): string => grouped(fingerprint.slice(0, 16));

function lastPage(say: Say, fingerprint: string): readonly Block[] {
  return [
    ...section(say("packets.proves.title"), list(PROVES.map((key) => say(`packets.proves.${key}`)))),
    { kind: "text", text: say("packets.doc.whole") },
    { kind: "mono", text: grouped(fingerprint) },
    { kind: "sign", labels: [say("packets.doc.signature"), say("packets.doc.officer")] },
  ];
}

export function paperOf(say: Say, record: PacketRecord, fingerprint: string): Paper {
  const parts = [
    [...briefOf(say, record), ...omittedBlocks(say, record)],
    statementBlocks(say, record),
    [...timelineBlocks(say, record), ...contactBlocks(say, record), ...outcomeBlocks(say, record), ...noteBlocks(say, record), ...accountBlocks(say, record), ...seizedBlocks(say, record)],
    exhibitBlocks(say, record),
    plateBlocks(say, record),
    [...hashBlocks(say, record), ...lastPage(say, fingerprint)],
  ];
  return parts.filter((blocks) => blocks.length > 0);
}
