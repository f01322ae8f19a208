// "Show the officer": the brief and nothing else; whoever leaves it finds Holdfast locked, where there is a passphrase.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { replaceRoute } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { language, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { making, requestOf } from "./making.js";
import { briefOf } from "./paper/brief.js";
import { PaperView } from "./paper/view.js";
import { PacketsScreen } from "./packets-screen.js";
import { usePacket } from "./use-packet.js";

export function BriefScreen(): JSX.Element {
  const state = useVault().current.value;
  return state === null ? <PacketsScreen /> : <Brief state={state} />;
}

/** Nothing else of the app is on the page until the lock is shut. */
function useOnlyThis(): void {
  const vault = useVault();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset["only"] = "brief";
    return () => {
      if (vault.login.peek() === null) {
        delete dataset["only"];
        return;
      }
      dataset["only"] = "leaving";
      void vault.lock().finally(() => delete dataset["only"]);
    };
  }, []);
}

function Brief({ state }: { readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  useOnlyThis();
  const police = { caseId: state.id, profile: "police" as const, language: language(), ticks: new Map() };
  const now = making.peek();
  const coming = usePacket(state, requestOf(state, now?.caseId === state.id ? now : police));
  const locks = vault.login.value !== null;
  return (
    <Screen title={t("packets.brief")}>
      {coming.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : null}
      {coming.type === "failed" ? <Notice tone="wrong" live title={t(`exports.export_failed.${coming.why}`)} /> : null}
      {coming.type === "ready" ? <PaperView paper={[briefOf(coming.say, coming.packet.record)]} language={coming.packet.record.language} /> : null}
      <p class="muted">{t(locks ? "packets.brief_locks" : "packets.brief_open")}</p>
      <Button weight="secondary" wide onClick={() => replaceRoute("#/today")}>
        {t("packets.brief_close")}
      </Button>
    </Screen>
  );
}
