// The open questions that a writer may answer: none leads, none asks for sexual detail, each can be left alone.
import type { PlainKey } from "../i18n/t.js";

export const PROMPTS = ["who", "what", "when", "where", "how", "asked_for", "threatened", "paid"] as const;
export type Prompt = (typeof PROMPTS)[number];

/** Null for one that a later Holdfast asks. */
export function promptKey(asked: string): PlainKey | null {
  const known = PROMPTS.find((prompt) => prompt === asked);
  return known === undefined ? null : `statement.ask.${known}`;
}
