// A sealed version: its words as they were sealed, what was added since, its fingerprint, and the way to a new version.
import { useSignal } from "@preact/signals";
import { BookOpenText } from "lucide";
import type { JSX } from "preact";
import { recordedTime } from "../app/recorded-time.js";
import { useEffect, useState } from "preact/hooks";
import { Additions } from "../app/additions.js";
import { CustodyLines } from "../app/custody-lines.js";
import { Remove } from "../app/remove.js";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { event } from "../domain/build.js";
import type { CaseState } from "../domain/fold.js";
import { earlierVersions, hasLateWords, newerVersion, type Sealed, type Statement } from "../domain/statement.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { AccountView, PrivateView } from "./account-view.js";
import { beginAfter } from "./begin.js";
import { fingerprintOf } from "./fingerprint.js";

interface SealedProps {
  readonly statement: Statement;
  readonly sealed: Sealed;
  readonly state: CaseState;
}

/** Until it is known, nothing is said. */
function useBroken(caseId: string, id: string): boolean {
  const vault = useVault();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    void vault.statementIntact(caseId, id).then((intact) => setBroken(!intact));
  }, [caseId, id]);
  return broken;
}

export function SealedScreen({ just, ...shown }: SealedProps & { readonly just: boolean }): JSX.Element {
  const { statement, sealed, state } = shown;
  const vault = useVault();
  const name = t(`statement.voice.${statement.voice}`);
  return (
    <Screen title={name} back={{ href: "#/statement", label: t("statement.title") }}>
      {just ? <Notice tone="done" live title={t("statement.sealed.just")} /> : null}
      {useBroken(state.id, statement.id) ? <Notice tone="wrong" live title={t("statement.sealed.broken")} /> : null}
      <Versions {...shown} />
      <section class="card">
        <AccountView text={sealed.body.text} />
      </section>
      <PrivateView text={sealed.body.private?.text ?? null} />
      {hasLateWords(statement, (id) => state.exhibits.get(id)?.label) ? <Notice tone="due" title={t("statement.sealed.late")} /> : null}
      <LinkButton wide icon={BookOpenText} href={`#/statement/${statement.id}?read`}>
        {t("statement.sealed.read")}
      </LinkButton>
      <Additions caseId={state.id} of={statement.id} additions={sealed.additions} />
      <NewVersion {...shown} />
      <Proof {...shown} />
      <Remove state={state} id={statement.id} name={name} meaning={t("statement.sealed.meaning")} remove={() => vault.save(state.id, (stamp) => [event(stamp, "removed", { of: statement.id })])} />
    </Screen>
  );
}

function Versions({ statement, sealed, state }: SealedProps): JSX.Element {
  const before = earlierVersions(state.statements, statement);
  const newer = newerVersion(state.statements, statement);
  const newest = newer?.sealed ?? null;
  const version = before.length === 0 ? "" : `${t("statement.sealed.version", { n: before.length + 1 })} · `;
  return (
    <>
      <p class="muted">{`${version}${t("statement.sealed.at", { time: recordedTime(sealed) })}`}</p>
      {newer === null || newest === null ? null : <RowLink href={`#/statement/${newer.id}`} title={t("statement.sealed.newer", { time: recordedTime(newest) })} />}
      {before.length === 0 ? null : (
        <Disclosure summary={t("statement.sealed.earlier")}>
          <div class="rows">
            {before.map((one, place) => (
              <RowLink
                key={one.id}
                href={`#/statement/${one.id}`}
                title={t("statement.sealed.version", { n: place + 1 })}
                detail={one.sealed === null ? undefined : t("statement.sealed.at", { time: recordedTime(one.sealed) })}
              />
            ))}
          </div>
        </Disclosure>
      )}
    </>
  );
}

function NewVersion({ statement, state }: SealedProps): JSX.Element {
  const vault = useVault();
  const problem = useSignal<string | null>(null);
  const write = async (): Promise<void> => {
    const made = await beginAfter(vault, state, statement);
    if (made.ok) go(`#/statement/${made.value}`);
    else problem.value = failureWords(made.type);
  };
  return (
    <section class="stack">
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Button weight="secondary" onClick={() => void write()}>
        {t("statement.sealed.new_version")}
      </Button>
      <p class="muted">{t("statement.sealed.new_version_hint")}</p>
    </section>
  );
}

function Proof({ statement, sealed, state }: SealedProps): JSX.Element {
  return (
    <Disclosure summary={t("statement.sealed.proof")}>
      <p>{t("statement.sealed.proof_note")}</p>
      <p class="mono">SHA-256 {fingerprintOf(sealed.body.sha256)}</p>
      <h3>{t("statement.sealed.exact")}</h3>
      <pre class="statement-exact">{sealed.body.text}</pre>
      <CustodyLines state={state} label={statement.id} />
    </Disclosure>
  );
}
