// Begins drafts: an open one of the same voice and form is gone on with, and a new version begins with the words of the last.
import { ensureCase } from "../app/first-case.js";
import { setPassage, setStatement } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";
import { isDraft, keptParts, lastPlace, type Statement } from "../domain/statement.js";
import type { Form, Part, Voice } from "../domain/statement-text.js";
import type { Result, SaveFailure, Vault } from "../vault/port.js";

function openDraft(state: CaseState | null, holds: (statement: Statement) => boolean): Statement | undefined {
  return [...(state?.statements.values() ?? [])].find((one) => isDraft(one) && holds(one));
}

/** The id of the draft to write in. */
export async function begin(vault: Vault, voice: Voice, form: Form): Promise<Result<Id, SaveFailure>> {
  const open = openDraft(vault.current.value, (one) => one.voice === voice && one.form === form && one.after === null);
  if (open !== undefined) return { ok: true, value: open.id };
  const made = await ensureCase(vault);
  if (!made.ok) return made;
  let id = "";
  const saved = await vault.save(made.value, (stamp) => {
    id = stamp.newId();
    const first = setPassage(stamp, stamp.newId(), { of: id, kind: "passage", text: "", place: lastPlace({ parts: [] }) });
    return [...setStatement(stamp, id, { voice, form, state: "draft" }), ...first];
  });
  return saved.ok ? { ok: true, value: id } : saved;
}

export async function beginAfter(vault: Vault, state: CaseState, before: Statement): Promise<Result<Id, SaveFailure>> {
  const open = openDraft(state, ({ after }) => after === before.id);
  if (open !== undefined) return { ok: true, value: open.id };
  let id = "";
  const saved = await vault.save(state.id, (stamp) => {
    id = stamp.newId();
    const { voice, form } = before;
    const parts = keptParts(before).flatMap(({ kind, words, how, asked, exhibits, place, ...part }) =>
      setPassage(stamp, stamp.newId(), { of: id, kind, text: words, how, asked, exhibits, place, private: part.private }),
    );
    return [...setStatement(stamp, id, { voice, form, after: before.id, state: "draft" }), ...parts];
  });
  return saved.ok ? { ok: true, value: id } : saved;
}

/** The new part's id, or why there is none. */
export async function addPart(vault: Vault, caseId: Id, statement: Statement, kind: Part["kind"], asked: string | null): Promise<Result<Id, SaveFailure>> {
  let id = "";
  const saved = await vault.save(caseId, (stamp) =>
    setPassage(stamp, (id = stamp.newId()), { of: statement.id, kind, text: "", place: lastPlace(statement), ...(asked === null ? {} : { asked }) }),
  );
  return saved.ok ? { ok: true, value: id } : saved;
}
