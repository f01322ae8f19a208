// What online forms ask for, in the order in which they ask.
import type { PacketRecord } from "../../domain/packet/record.js";
import { readStatement } from "../../domain/statement-text.js";
import type { Say } from "../../i18n/t.js";
import type { Block } from "./blocks.js";
import { numbersOf, peopleBlocks } from "./brief.js";
import { accountBlocks } from "./parts.js";

/** Who, whom, how it stands, what happened, who did it, and the numbers so far. */
export function formBlocks(say: Say, record: PacketRecord): readonly Block[] {
  const story = record.statements.flatMap(({ versions }) => versions.at(-1) ?? []).map(({ text }) => readStatement(text)?.parts.map(({ words }) => words).join("\n\n") ?? text);
  const told: readonly Block[] = story.length === 0 ? [] : [{ kind: "heading", text: say("packets.form_story") }, { kind: "pairs", pairs: [[say("packets.form_story"), story.join("\n\n")]] }];
  return [...peopleBlocks(say, record), ...told, ...accountBlocks(say, record).filter(({ kind }) => kind !== "muted"), ...numbersOf(say, record)];
}
