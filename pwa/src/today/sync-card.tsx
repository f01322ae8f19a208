// Where the copies are, in words, and the offer to back up once something is saved.
import type { JSX } from "preact";
import { Smartphone } from "lucide";
import { installPrompt } from "../app/install-prompt.js";
import { PrivateNotice } from "../app/private-notice.js";
import { isIphoneBrowser } from "../app/installed.js";
import { NOTEWORTHY_MS } from "../app/recorded-time.js";
import { useVault } from "../app/vault-context.js";
import { clockTime, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import type { SyncView } from "../vault/port.js";
import { UploadNow } from "./upload-now.js";

function stateWords(sync: SyncView): string {
  if (sync.problem !== null) return t(`today.sync.problem.${sync.problem}`);
  if (sync.state === "no_account") return t("today.sync.no_account");
  if (sync.state === "offline") return t("today.sync.offline");
  if (sync.state === "working") return t("today.sync.working");
  if (sync.state === "paused") return t("today.sync.paused");
  return sync.lastSynced === null ? t("today.sync.synced") : t("today.sync.synced_at", { when: `${shortDate(sync.lastSynced)}, ${clockTime(sync.lastSynced)}` });
}

/** A clock that is off by minutes puts every time in the record beside another. */
function ClockNote(): JSX.Element | null {
  const offset = useVault().clockOffset.value;
  if (offset === null || Math.abs(offset) <= NOTEWORTHY_MS) return null;
  return <p>{t(`today.sync.${offset > 0 ? "clock_behind" : "clock_ahead"}`, { minutes: Math.round(Math.abs(offset) / 60_000) })}</p>;
}

/** The browser refused to promise anything, and there is no other copy. What Safari promises does not outlast seven days without a visit. */
function MayClear(): JSX.Element | null {
  const vault = useVault();
  const offer = installPrompt.value;
  const safari = isIphoneBrowser();
  if ((vault.promised.value !== false && !safari) || vault.sync.value.state !== "no_account" || vault.sync.value.onlyHere === 0) return null;
  return (
    <Notice tone="due" title={safari ? t("today.sync.iphone_may_clear") : t("today.sync.may_clear")}>
      {safari ? (
        <LinkButton weight="secondary" icon={Smartphone} href="#/exports/move">
          {t("exports.move.title")}
        </LinkButton>
      ) : null}
      {offer === null ? null : (
        <Button weight="secondary" icon={Smartphone} onClick={() => void offer.prompt()}>
          {t("today.install.action")}
        </Button>
      )}
    </Notice>
  );
}

export function SyncCard(): JSX.Element {
  const vault = useVault();
  const sync = vault.sync.value;
  const forked = vault.forked.value.length > 0;
  const { held, sending } = vault.pictures.value;
  const waits = sync.state === "synced" && held.count > 0 && sending === null;
  const wrong = sync.problem !== null || sync.damaged > 0;
  return (
    <Card tone={wrong ? "due" : "plain"} title={sync.onlyHere > 0 ? t("today.sync.only_here", { n: sync.onlyHere }) : t("today.sync.all_backed_up")}>
      <p role="status">{waits ? t("today.sync.held_words") : stateWords(sync)}</p>
      {sync.quarantined > 0 ? <p>{t("today.sync.quarantined", { n: sync.quarantined })}</p> : null}
      {forked || sync.quarantined > 0 ? (
        <LinkButton weight="secondary" href="#/copies">
          {forked ? t("today.sync.look_fork") : t("today.sync.look")}
        </LinkButton>
      ) : null}
      <ClockNote />
      <PrivateNotice />
      <MayClear />
      <UploadNow />
      {sync.damaged > 0 ? <p>{t("today.sync.damaged", { n: sync.damaged })}</p> : null}
      {sync.state === "no_account" ? (
        <LinkButton weight="secondary" href="#/account/new">
          {t("today.sync.back_up")}
        </LinkButton>
      ) : null}
      {sync.problem === "signed_out" || sync.problem === "new_keys" ? <LinkButton href="#/account">{t("today.sync.sign_in_again")}</LinkButton> : null}
      {sync.problem === "leaving" ? (
        <LinkButton weight="secondary" href="#/account/delete">
          {t("accounts.leave.see")}
        </LinkButton>
      ) : null}
      {sync.state === "paused" && sync.problem === "server" ? (
        <Button weight="secondary" onClick={() => void vault.syncNow()}>
          {t("ui.try_again")}
        </Button>
      ) : null}
    </Card>
  );
}
