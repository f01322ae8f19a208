// Seals statements: the words that were read, their hash, the custody line and the end of the draft are one durable write.
import { equalBytes } from "../crypto/constant-time.js";
import { sha256 } from "../crypto/hash.js";
import { event, setStatement } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { accountOf, isBlank, isDraft, type Statement } from "../domain/statement.js";
import { statementText } from "../domain/statement-text.js";
import { type Core, saved } from "./core.js";
import { caseView } from "./open-vault.js";
import type { Result } from "./port.js";
import type { SealFailure, StatementsVault } from "./statements-port.js";
import { saveRecords } from "./writer.js";

const fingerprint = (text: string): Promise<Uint8Array> => sha256(new TextEncoder().encode(text));

const draftText = (state: CaseState, statement: Statement): string => statementText(accountOf(statement, (id) => state.exhibits.get(id)?.label));

async function seal(core: Core, caseId: Id, id: Id, text: string): Promise<Result<void, SealFailure>> {
  const { open } = core;
  const view = open === null ? null : await caseView(open, caseId);
  if (open === null || view === null) return { ok: false, type: "locked" };
  const digest = await fingerprint(text);
  const found: { failure: SealFailure | null } = { failure: null };
  const result = await saveRecords(open, view, view.state, {
    build: (stamp) => {
      const statement = view.state.statements.get(id);
      found.failure = null;
      if (statement === undefined || isBlank(statement)) found.failure = { type: "blank" };
      else if (isDraft(statement) && draftText(view.state, statement) !== text) found.failure = { type: "changed" };
      if (statement === undefined || found.failure !== null || !isDraft(statement)) return [];
      const { voice, after } = statement;
      const body = { voice, text, sha256: digest, ...(after === null ? {} : { after }) };
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
  return body !== undefined && equalBytes(await fingerprint(body.text), body.sha256);
}

export function statementCalls(core: Core): StatementsVault {
  return {
    sealStatement: (caseId, id, text) => seal(core, caseId, id, text),
    statementIntact: (caseId, id) => intact(core, caseId, id),
  };
}
