// What the screens may ask about statements beyond saving their drafts: sealing one, and whether it is as it was sealed.
import type { Id } from "../domain/records.js";
import type { StatementTexts } from "../domain/statement.js";
import type { Result, SaveFailure } from "./port.js";

/** `changed` = the draft is no longer what was read: another tab or phone added to it. */
export type SealFailure = SaveFailure | { readonly type: "blank" | "changed" };

export interface StatementsVault {
  /** Seals the draft as these texts, which its writer has just read; once only, whoever asks again. */
  sealStatement(caseId: Id, id: Id, texts: StatementTexts): Promise<Result<void, SealFailure>>;
  /** False where the sealed words do not have the fingerprint that was sealed with them. */
  statementIntact(caseId: Id, id: Id): Promise<boolean>;
}
