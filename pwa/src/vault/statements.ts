// Seals statements: the words that were read, their hash, the custody line and the end of the draft are one durable write.
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { event, setStatement } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { isBlank, isDraft, type Statement, type StatementTexts, textsOf } from "../domain/statement.js";
import { type Core, saved } from "./core.js";
import { caseView } from "./open-vault.js";
import type { Result } from "./port.js";
import type { SealFailure, StatementsVault } from "./statements-port.js";
import { saveRecords } from "./writer.js";

const fingerprint = (text: string): Promise<Uint8Array> => sha256(new TextEncoder().encode(text));

function isAsRead(state: CaseState, statement: Statement, read: StatementTexts): boolean {
  const now = textsOf(statement, (id) => state.exhibits.get(id)?.label);
  return now.text === read.text && now.private === read.private;
}

async function seal(core: Core, caseId: Id, id: Id, texts: StatementTexts): Promise<Result<void, SealFailure>> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  if (open === null || view === null) return { ok: false, type: "locked" };
  const { text } = texts;
  const digest = await fingerprint(text);
  const secret = texts.private === null ? {} : { private: { text: texts.private, sha256: await fingerprint(texts.private) } };
  const found: { failure: SealFailure | null } = { failure: null };
  const result = await saveRecords(open, view, view.state, {
    build: (stamp) => {
      const statement = view.state.statements.get(id);
      found.failure = null;
      if (statement === undefined || isBlank(statement)) found.failure = { type: "blank" };
      else if (isDraft(statement) && !isAsRead(view.state, statement, texts)) found.failure = { type: "changed" };
      if (statement === undefined || found.failure !== null || !isDraft(statement)) return [];
      const { voice, after } = statement;
      const body = { voice, text, sha256: digest, ...secret, ...(after === null ? {} : { after }) };
      return [event(stamp, "statement", body, id), ...setStatement(stamp, id, { state: "sealed" })];
    },
  });
  if (!result.ok) return result;
  if (found.failure !== null) return { ok: false, ...found.failure };
  saved(core, caseId);
  return { ok: true, value: undefined };
}

async function intact(core: Core, caseId: Id, id: Id): Promise<boolean> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  const body = view?.state.statements.get(id)?.sealed?.body;
  const texts = body === undefined ? [] : [body, ...(body.private === undefined ? [] : [body.private])];
  const whole = await Promise.all(texts.map(async ({ text, sha256: sealed }) => equalBytes(await fingerprint(text), sealed)));
  return whole.length > 0 && whole.every((same) => same);
}

export function statementCalls(core: Core): StatementsVault {
  return {
    sealStatement: (caseId, id, texts) => seal(core, caseId, id, texts),
    statementIntact: (caseId, id) => intact(core, caseId, id),
  };
}
