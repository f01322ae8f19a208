// "This should not be here": asked once more, then taken out for good, with what to do next.
import { Phone } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { failureWords } from "./save-failure.js";
import { useVault } from "./vault-context.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";

interface NotHereProps {
  readonly caseId: Id;
  readonly id: Id;
  readonly label: string;
  /** The question is open: the picture is no longer shown. */
  readonly onAsking: (asking: boolean) => void;
}

export function NotHere({ caseId, id, label, onAsking }: NotHereProps): JSX.Element {
  const vault = useVault();
  const asking = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const ask = (open: boolean): void => {
    asking.value = open;
    onAsking(open);
  };
  const remove = async (): Promise<void> => {
    busy.value = true;
    const removed = await vault.removeExhibit(caseId, id);
    busy.value = false;
    problem.value = removed.ok ? null : failureWords(removed.type);
  };
  if (!asking.value) {
    return (
      <Button weight="quiet" onClick={() => ask(true)}>
        {t("record.not_here.action")}
      </Button>
    );
  }
  return (
    <Card tone="due" title={t("record.not_here.title", { label })}>
      <p>{t("record.not_here.body")}</p>
      <p>{t("record.not_here.why")}</p>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <div class="actions">
        <Button busy={busy.value} onClick={() => void remove()}>
          {t("record.not_here.confirm")}
        </Button>
        <Button weight="secondary" onClick={() => ask(false)}>
          {t("record.not_here.keep")}
        </Button>
      </div>
    </Card>
  );
}

export function WhatNext(): JSX.Element {
  return (
    <Card title={t("record.not_here.next_title")}>
      <ul class="plain-list">
        <li>{t("record.not_here.next_leave")}</li>
        <li>{t("record.not_here.next_police")}</li>
        <li>{t("record.not_here.next_report")}</li>
      </ul>
      <LinkButton weight="secondary" icon={Phone} href={`tel:${t("help.cybertip.tel")}`}>
        {t("help.cybertip.call_action")}
      </LinkButton>
    </Card>
  );
}
