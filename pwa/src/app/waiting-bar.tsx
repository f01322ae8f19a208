// Above every screen while the vault is open: what joined the record at the unlock, and a share that waits for its question.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { Vault } from "../vault/port.js";
import { go, route } from "./route.js";
import { takenIn } from "./waiting.js";

export function WaitingBar({ vault }: { readonly vault: Vault }): JSX.Element {
  const taken = takenIn.value;
  const asked = vault.waiting.value.shares.length > 0 && route.value.path[0] !== "shared";
  return (
    <>
      {asked ? <ShareWaits /> : null}
      {taken !== null && taken.added > 0 ? (
        <Notice tone="done" live title={t("inbox.added", { n: taken.added })}>
          <div class="actions">
            <Button weight="secondary" onClick={read}>
              {t("capture.see_it")}
            </Button>
            <Button weight="quiet" onClick={() => (takenIn.value = null)}>
              {t("ui.close")}
            </Button>
          </div>
        </Notice>
      ) : null}
      {taken !== null && taken.unreadable > 0 ? (
        <Notice tone="wrong" live title={t("inbox.unreadable", { n: taken.unreadable })}>
          <p>{t("inbox.unreadable_way")}</p>
          <Button weight="quiet" onClick={() => (takenIn.value = null)}>
            {t("ui.close")}
          </Button>
        </Notice>
      ) : null}
    </>
  );
}

function read(): void {
  takenIn.value = null;
  go("#/record");
}

export function ShareWaits(): JSX.Element {
  return (
    <Notice tone="info" title={t("inbox.share_waits")}>
      <LinkButton weight="secondary" href="#/shared">
        {t("inbox.share_answer")}
      </LinkButton>
    </Notice>
  );
}
