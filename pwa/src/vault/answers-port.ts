// What the screens may ask of the vault about reminders that knocked on this phone, locked or open.
import type { CaseState } from "../domain/fold.js";
import type { Id } from "../domain/records.js";

export type Act = "done" | "tomorrow";

export interface AnswersVault {
  /** Whether a push about this follow-up was shown here and waits for an answer. */
  knocked(followup: Id): Promise<boolean>;
  /** Kept on this phone, locked or not; false when nothing waits for an answer. It may be taken back for a few seconds. */
  answer(followup: Id, act: Act): Promise<boolean>;
  /** False when it was too late. */
  takeBack(followup: Id): Promise<boolean>;
  /** The page is being left: what could be undone is sent, at once. */
  endUndo(): void;
  /** Sends what was answered, seals it into the record once the vault is open, and clears away what was answered elsewhere. */
  settleAnswers(): Promise<void>;
  /** Every case, the one on screen first: for lists over all of them. */
  allCases(): Promise<readonly CaseState[]>;
}
