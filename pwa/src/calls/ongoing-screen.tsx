// One call by its address: while it goes on, or what it left when it is over.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Screen } from "../ui/screen.js";
import { CallMode } from "./call-mode.js";
import { EndedCall } from "./ended-call.js";

export function OngoingScreen({ id }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const call = state?.calls.get(id ?? "");
  if (state === null || call === undefined) return <MissingCall />;
  return call.state === "on" ? <CallMode call={call} state={state} /> : <EndedCall call={call} state={state} />;
}

function MissingCall(): JSX.Element {
  return (
    <Screen title={t("calls.missing_title")} back={{ href: "#/record", label: t("record.title") }}>
      <p>{t("calls.missing")}</p>
      <LinkButton href="#/calls/start">{t("calls.start_title")}</LinkButton>
    </Screen>
  );
}
