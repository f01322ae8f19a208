// The call form as it was left, when something had been typed in it; otherwise a new one.
import { useState } from "preact/hooks";
import { draftOf, forgetDraft } from "../app/drafts.js";
import { type CallForm, isBegun } from "./call-form.js";

interface CallDraft {
  readonly form: CallForm;
  /** Whether words typed earlier are shown again. */
  readonly returned: boolean;
  readonly startOver: () => void;
  readonly forget: () => void;
}

function open(key: string, make: () => CallForm): { readonly draft: CallForm; readonly returned: boolean } {
  const kept = draftOf(key, make);
  if (!kept.returned || isBegun(kept.draft, make())) return kept;
  forgetDraft(key);
  return draftOf(key, make);
}

export function useCallDraft(key: string, make: () => CallForm): CallDraft {
  const [{ draft, returned }, setDraft] = useState(() => open(key, make));
  const forget = (): void => forgetDraft(key);
  const startOver = (): void => {
    forget();
    setDraft(open(key, make));
  };
  return { form: draft, returned, startOver, forget };
}
