// The draft read through before it is sealed: what is on this screen is what is sealed.
import { useSignal } from "@preact/signals";
import { Lock } from "lucide";
import type { JSX } from "preact";
import { replaceRoute } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { isBlank, type Statement, type StatementTexts, textsOf } from "../domain/statement.js";
import { t } from "../i18n/t.js";
import type { SealFailure } from "../vault/statements-port.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { AccountView, PrivateView } from "./account-view.js";

function whyNot(type: SealFailure["type"]): string {
  return type === "blank" || type === "changed" ? t(`statement.review.failed.${type}`) : failureWords(type);
}

export function Review({ statement, state }: { readonly statement: Statement; readonly state: CaseState }): JSX.Element {
  const vault = useVault();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const texts = textsOf(statement, (id) => state.exhibits.get(id)?.label);
  const seal = async (): Promise<void> => {
    busy.value = true;
    const sealed = await vault.sealStatement(state.id, statement.id, texts);
    busy.value = false;
    if (sealed.ok) replaceRoute(`#/statement/${statement.id}?just`);
    else problem.value = whyNot(sealed.type);
  };
  const blank = isBlank(statement);
  return (
    <Screen title={t("statement.review.title")} back={{ href: `#/statement/${statement.id}`, label: t("statement.review.on") }}>
      {blank ? <p>{t("statement.review.blank")}</p> : <Reading texts={texts} statement={statement} />}
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      {blank ? null : (
        <Button wide icon={Lock} busy={busy.value} onClick={() => void seal()}>
          {t("statement.review.seal")}
        </Button>
      )}
      <LinkButton weight="secondary" wide href={`#/statement/${statement.id}`}>
        {t("statement.review.on")}
      </LinkButton>
    </Screen>
  );
}

function Reading({ texts, statement }: { readonly texts: StatementTexts; readonly statement: Statement }): JSX.Element {
  return (
    <>
      <p class="lead">{t("statement.review.lead")}</p>
      <section class="card">
        <h2>{t(`statement.voice.${statement.voice}`)}</h2>
        <AccountView text={texts.text} />
      </section>
      <PrivateView text={texts.private} />
      <Notice tone="info">
        <p>{t("statement.review.how")}</p>
      </Notice>
    </>
  );
}
