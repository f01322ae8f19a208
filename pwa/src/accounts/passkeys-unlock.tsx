// The locked screen's second way in, where this phone knows a passkey of its account.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { PasskeyButton } from "./passkey-button.js";
import type { Trouble } from "./passkey-words.js";

export function PasskeyUnlock(): JSX.Element | null {
  const vault = useVault();
  const [known, setKnown] = useState(false);
  useEffect(() => {
    void vault.passkeys().then((found) => setKnown(found.length > 0));
  }, [vault]);
  if (!known) return null;
  const act = async (): Promise<Trouble | null> => {
    const result = await vault.unlockWithPasskey();
    return result.ok ? null : result.type;
  };
  return <PasskeyButton label={t("passkeys.open")} act={act} />;
}
