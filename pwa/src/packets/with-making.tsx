// A step of making a packet: without a case, or when its first step was never taken, it leads there.
import type { JSX } from "preact";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { forgetAtLock, type Making, making } from "./making.js";

type Step = (props: { readonly state: CaseState; readonly now: Making }) => JSX.Element;

export function withMaking(Inner: Step): () => JSX.Element {
  return function MakingStep() {
    const vault = useVault();
    const state = vault.current.value;
    forgetAtLock(vault);
    const now = making.value;
    if (state !== null && now?.caseId === state.id) return <Inner state={state} now={now} />;
    return (
      <Screen title={t("packets.title")} back={{ href: "#/packets", label: t("packets.title") }}>
        <p class="lead">{t(state === null ? "packets.nothing" : "packets.lead")}</p>
        <LinkButton wide href={state === null ? "#/capture" : "#/packets/new"}>
          {t(state === null ? "first_run.save_proof" : "packets.make")}
        </LinkButton>
      </Screen>
    );
  };
}
