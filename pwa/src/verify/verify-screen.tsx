// Check a packet: no account, no network, nothing uploaded; for an officer who never saw the app.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { fingerprintIn } from "../domain/packet/fingerprint.js";
import { fileSize } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { check, useField } from "../ui/field-state.js";
import { TextField } from "../ui/field.js";
import { Disclosure } from "../ui/disclosure.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";
import { type Checked, run, whyEnded } from "./checking.js";
import { FileField } from "./file-field.js";
import { LoneFile } from "./lone-file.js";
import { ReportView } from "./report-view.js";

interface Under {
  readonly stop: AbortController;
  readonly done: number;
  readonly all: number;
}

export function VerifyScreen(): JSX.Element {
  const chosen = useSignal<File | null>(null);
  const missing = useSignal<string | null>(null);
  const authority = useSignal<File | null>(null);
  const noAuthority = useSignal<string | null>(null);
  const paper = useField();
  const under = useSignal<Under | null>(null);
  const report = useSignal<Checked | null>(null);
  const problem = useSignal<string | null>(null);
  /** What was chosen goes with the fields that showed it. */
  const forget = (): void => {
    [chosen.value, authority.value] = [null, null];
  };
  const start = async (): Promise<void> => {
    const file = chosen.value;
    const outside = fingerprintIn(paper.value.value);
    missing.value = file === null ? t("packets.verify.choose_first") : null;
    const good = check([[paper, paper.value.value.trim() !== "" && outside === null ? t("packets.verify.paper_form") : null]]);
    const pem = await authority.value?.text();
    noAuthority.value = pem === undefined || pem.includes("-----BEGIN CERTIFICATE-----") ? null : t("packets.verify.authority_none");
    if (!good || file === null || noAuthority.value !== null) return;
    const stop = new AbortController();
    [report.value, problem.value, under.value] = [null, null, { stop, done: 0, all: file.size }];
    try {
      report.value = await run("bagIn", { file, fingerprint: outside, authority: authority.value }, { signal: stop.signal, onProgress: (done) => (under.value = { stop, done, all: file.size }) });
    } catch (error) {
      if (!stop.signal.aborted) problem.value = t(`packets.verify.${whyEnded(error)}`);
    }
    forget();
    under.value = null;
  };
  if (under.value !== null) {
    const { stop, done, all } = under.value;
    return (
      <Screen key="under-way" title={t("packets.check")}>
        <p>{t("packets.verify.under_way")}</p>
        <Progress label={t("exports.amount", { done: fileSize(done), all: fileSize(all) })} value={done} max={all} cancel={{ label: t("ui.cancel"), onCancel: () => stop.abort() }} />
      </Screen>
    );
  }
  if (report.value !== null) {
    const again = (): void => {
      report.value = null;
    };
    return (
      <Screen key="report" title={t("packets.check")}>
        <ReportView report={report.value} />
        <Button weight="secondary" wide onClick={again}>
          {t("packets.verify.another")}
        </Button>
      </Screen>
    );
  }
  return (
    <Screen key="choose" title={t("packets.check")}>
      <p class="lead">{t("packets.verify.lead")}</p>
      <Form onSubmit={start}>
        <FileField label={t("packets.verify.choose")} accept=".zip,application/zip" chosen={chosen} error={missing.value} />
        <TextField field={paper} label={t("packets.verify.paper")} hint={t("packets.verify.paper_hint")} />
        <Disclosure summary={t("packets.verify.authority")}>
          <p>{t("packets.verify.authority_hint")}</p>
          <FileField label={t("packets.verify.authority_file")} accept=".pem,.crt" chosen={authority} error={noAuthority.value} />
        </Disclosure>
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("packets.verify.start")}
        </Button>
      </Form>
      <LoneFile />
    </Screen>
  );
}
