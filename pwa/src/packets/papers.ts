// The papers of a bag: packet.html in its language, READ-ME-FIRST.txt in both.
import { grouped } from "../bytes.js";
import type { Say } from "../i18n/t.js";
import type { Packet, PacketPapers } from "../vault/packets-port.js";
import { htmlOf } from "./paper/html.js";
import { paperOf, shortOf } from "./paper/paper.js";

export function papersOf({ record, fingerprint }: Packet, say: Say, both: readonly Say[]): PacketPapers {
  const filled = { address: `${location.origin}/verify`, fingerprint: grouped(fingerprint) };
  const { language } = record;
  const footer = say("packets.doc.footer", { short: shortOf(fingerprint) });
  return {
    readMe: `${both.map((each) => each("packets.doc.read_me", filled)).join("\n\n----------\n\n")}\n`,
    html: htmlOf(paperOf(say, record, fingerprint), { language, title: say("packets.doc.title"), footer }),
  };
}
