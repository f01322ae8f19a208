// One file that came by itself, against the record.json of a packet: whose bytes are these?
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { grouped } from "../bytes.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { run, whyEnded } from "./checking.js";
import { FileField } from "./file-field.js";

type Answer = { readonly tone: "done" | "due" | "wrong"; readonly words: string; readonly fingerprint?: string };

async function compare(record: File, file: File): Promise<Answer> {
  try {
    const [read, sha256] = await Promise.all([run("record", { file: record }), run("hash", { file })]);
    if (read === null) return { tone: "wrong", words: t("packets.verify.lone_no_record") };
    const labels = read.record.exhibits.filter((exhibit) => exhibit.sha256 === sha256).map(({ label }) => label);
    const { fingerprint } = read;
    return labels.length === 0 ? { tone: "due", words: t("packets.verify.lone_other"), fingerprint } : { tone: "done", words: t("packets.verify.lone_same", { label: labels.join(", ") }), fingerprint };
  } catch (error) {
    return { tone: "wrong", words: t(`packets.verify.${whyEnded(error)}`) };
  }
}

export function LoneFile(): JSX.Element {
  const [record, file] = [useSignal<File | null>(null), useSignal<File | null>(null)];
  const answer = useSignal<Answer | null>(null);
  const submit = async (): Promise<void> => {
    const [one, other] = [record.value, file.value];
    answer.value = one === null || other === null ? { tone: "wrong", words: t("packets.verify.choose_first") } : await compare(one, other);
  };
  return (
    <Disclosure summary={t("packets.verify.lone")}>
      <p>{t("packets.verify.lone_lead")}</p>
      <Form onSubmit={submit}>
        <FileField label={t("packets.verify.lone_record")} accept=".json,application/json" chosen={record} />
        <FileField label={t("packets.verify.lone_file")} chosen={file} />
        <Button type="submit" weight="secondary" wide>
          {t("packets.verify.start")}
        </Button>
      </Form>
      {answer.value === null ? null : (
        <Notice tone={answer.value.tone} live title={answer.value.words}>
          {answer.value.fingerprint === undefined ? null : <p class="mono">{`${t("packets.verify.record_fingerprint")} ${grouped(answer.value.fingerprint)}`}</p>}
        </Notice>
      )}
    </Disclosure>
  );
}
