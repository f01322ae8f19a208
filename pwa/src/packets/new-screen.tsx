// First step: who reads the packet, and in which language its papers speak. Each reader's choice says what it leaves out.
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { PROFILES } from "../domain/packet/record.js";
import { LANGUAGES } from "../i18n/catalogue.js";
import { language, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Choice } from "../ui/choice.js";
import { useField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Screen } from "../ui/screen.js";
import { begin, forgetAtLock, making } from "./making.js";
import { PacketsScreen } from "./packets-screen.js";

const LANGUAGE_NAMES = { en: "English", fr: "Français" } as const;

export function NewPacketScreen(): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  forgetAtLock(vault);
  return state === null ? <PacketsScreen /> : <ForWhom state={state} />;
}

function ForWhom({ state }: { readonly state: CaseState }): JSX.Element {
  const before = making.peek();
  const profile = useField(before?.profile ?? "police");
  const papers = useField(before?.language ?? language());
  const submit = (): void => {
    begin(state, PROFILES.find((one) => one === profile.value.value) ?? "police", LANGUAGES.find((one) => one === papers.value.value) ?? "en");
    go("#/packets/details");
  };
  return (
    <Screen title={t("packets.for_title")} back={{ href: "#/packets", label: t("packets.title") }}>
      <Form onSubmit={submit}>
        <Choice field={profile} legend={t("packets.for_title")} options={PROFILES.map((value) => ({ value, label: t(`packets.profile.${value}`), hint: t(`packets.leaves.${value}`) }))} />
        <Choice field={papers} legend={t("packets.language")} hint={t("packets.language_hint")} options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />
        <Button type="submit" wide>
          {t("ui.continue")}
        </Button>
      </Form>
    </Screen>
  );
}
