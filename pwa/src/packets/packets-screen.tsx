// Packets: make one, show the officer the brief, what was handed over before, and what has come since.
import { FileCheck2, FilePlus2, IdCard } from "lucide";
import type { JSX } from "preact";
import { grouped, hex } from "../bytes.js";
import { profileNames } from "./profile-words.js";
import { recordedTime } from "../app/recorded-time.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState, Handed } from "../domain/fold.js";
import { contentsOf } from "../domain/packet/contents.js";
import { addedSince, countOf, handedOver } from "../domain/packet/handed.js";
import { HOWS_HANDED } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { CopyValue } from "../ui/copy-value.js";
import { Disclosure } from "../ui/disclosure.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { contentLines } from "./content-lines.js";
import { forgetAtLock } from "./making.js";

export function PacketsScreen(): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  forgetAtLock(vault);
  return (
    <Screen title={t("packets.title")} back={{ href: "#/today", label: t("today.title") }}>
      <p class="lead">{t("packets.lead")}</p>
      {state === null || countOf(contentsOf(state)) === 0 ? <Nothing /> : <Offers state={state} />}
      <RowLink icon={FileCheck2} href="/verify" title={t("packets.check")} detail={t("packets.check_hint")} />
    </Screen>
  );
}

function Nothing(): JSX.Element {
  return (
    <>
      <p>{t("packets.nothing")}</p>
      <LinkButton wide href="#/capture">
        {t("first_run.save_proof")}
      </LinkButton>
    </>
  );
}

function Offers({ state }: { readonly state: CaseState }): JSX.Element {
  const handed = handedOver(state);
  const [last] = handed;
  return (
    <>
      <LinkButton wide icon={FilePlus2} href="#/packets/new">
        {t("packets.make")}
      </LinkButton>
      <RowLink icon={IdCard} href="#/packets/brief" title={t("packets.show")} detail={t("packets.show_hint")} />
      {last === undefined ? null : <Since state={state} last={last} />}
      <h2>{t("packets.handed")}</h2>
      {handed.length === 0 ? <p class="muted">{t("packets.handed_none")}</p> : handed.map((one) => <Receipt key={one.id} one={one} />)}
    </>
  );
}

/** What the officer has not got, as a list to read out or send. */
function Since({ state, last }: { readonly state: CaseState; readonly last: Handed }): JSX.Element {
  const added = addedSince(state, last);
  const n = countOf(added);
  if (n === 0) return <p class="muted">{t("packets.added_none")}</p>;
  const lines = contentLines(added);
  return (
    <Disclosure summary={t("packets.added", { n })}>
      <ul class="plain-list">
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
      <CopyValue value={lines.join("\n")} label={t("packets.added_copy")} copyLabel={t("ui.copy")} copiedLabel={t("ui.copied")} failedLabel={t("packets.copy_failed")} />
    </Disclosure>
  );
}

function Receipt({ one }: { readonly one: Handed }): JSX.Element {
  const { to, how, sha256, profile } = one.body;
  const time = recordedTime(one);
  const known = HOWS_HANDED.find((each) => each === how);
  return (
    <Card>
      <p>{to === "" ? t("packets.handed_nobody", { time }) : t("packets.handed_to", { time, to })}</p>
      <p class="muted">{[profileNames()[profile] ?? "", known === undefined ? "" : t(`packets.how.${known}`)].filter((word) => word !== "").join(" · ")}</p>
      <p class="mono">{grouped(hex(sha256.slice(0, 8)))}</p>
    </Card>
  );
}
