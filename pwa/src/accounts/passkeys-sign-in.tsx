// Signing in without a name: the phone's own question knows which accounts it has a passkey for.
import type { JSX } from "preact";
import { changePrefs } from "../app/preferences.js";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { PasskeyButton } from "./passkey-button.js";
import type { Trouble } from "./passkey-words.js";

export function PasskeySignIn(): JSX.Element {
  const vault = useVault();
  const act = async (): Promise<Trouble | null> => {
    const result = await vault.signInWithPasskey();
    if (!result.ok) return result.type;
    await changePrefs({ first_run_done: true });
    go("#/today");
    return null;
  };
  return <PasskeyButton label={t("passkeys.sign_in")} note={t("passkeys.sign_in_note")} act={act} />;
}
