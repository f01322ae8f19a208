// The words of a notification on the lock screen: the user's own, or the neutral ones.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { changePrefs, prefs } from "../app/preferences.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Form } from "../ui/form.js";

export function NeutralWords(): JSX.Element {
  const words = useField(prefs.value.neutral_words ?? t("sw.reminder"));
  const saved = useSignal(false);
  const save = async (): Promise<void> => {
    const typed = words.value.value.trim();
    await changePrefs({ neutral_words: typed === "" ? t("sw.reminder") : typed });
    saved.value = true;
  };
  return (
    <Form onSubmit={save}>
      <TextField field={words} label={t("settings.words")} hint={t("settings.words_hint")} spellcheck onInput={() => (saved.value = false)} />
      <Button type="submit" weight="secondary">
        {t("settings.words_save")}
      </Button>
      <p role="status" class="muted">
        {saved.value ? t("ui.saved_here") : null}
      </p>
    </Form>
  );
}
