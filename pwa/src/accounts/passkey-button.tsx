// One tap that hands over to the phone's own question, says so, and says what came of it.
import { useSignal } from "@preact/signals";
import { KeyRound } from "lucide";
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { passkeyTrouble, type Trouble } from "./passkey-words.js";

interface Props {
  readonly label: string;
  readonly note?: string;
  /** Null when it went well. */
  readonly act: () => Promise<Trouble | null>;
}

export function PasskeyButton({ label, note, act }: Props): JSX.Element | null {
  const vault = useVault();
  const [busy, problem] = [useSignal(false), useSignal<string | null>(null)];
  if (!vault.canUsePasskeys()) return null;
  const press = async (): Promise<void> => {
    busy.value = true;
    problem.value = null;
    const trouble = await act().finally(() => (busy.value = false));
    if (trouble !== null) problem.value = passkeyTrouble(trouble);
  };
  return (
    <>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Button weight="secondary" icon={KeyRound} wide busy={busy.value} onClick={() => void press()}>
        {label}
      </Button>
      <p role="status" class="muted">
        {busy.value ? t("passkeys.working") : (note ?? null)}
      </p>
    </>
  );
}
