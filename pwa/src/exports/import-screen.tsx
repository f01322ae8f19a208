// Bring a copy in: also the way from the browser into the installed app.
import { useSignal } from "@preact/signals";
import { FolderOpen } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Card } from "../ui/card.js";
import { check, useField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { PasswordField } from "../ui/password-field.js";
import { Screen } from "../ui/screen.js";
import type { ImportedCase } from "../vault/exports-port.js";
import { type Bytes, UnderWay } from "./under-way.js";

export function ImportScreen(): JSX.Element {
  const vault = useVault();
  const picker = useRef<HTMLInputElement>(null);
  const passphrase = useField();
  const file = useSignal<File | null>(null);
  const problem = useSignal<string | null>(null);
  const progress = useSignal<Bytes | null>(null);
  const stop = useSignal<AbortController | null>(null);
  const arrived = useSignal<readonly ImportedCase[] | null>(null);
  useEffect(() => () => stop.value?.abort(), []);
  const read = async (): Promise<void> => {
    problem.value = file.value === null ? t("exports.choose_first") : null;
    if (!check([[passphrase, passphrase.value.value === "" ? t("exports.passphrase_missing") : null]]) || file.value === null) return;
    const controller = new AbortController();
    [progress.value, stop.value] = [null, controller];
    const result = await vault.importCopy(file.value, passphrase.value.value, { signal: controller.signal, onProgress: (now) => (progress.value = now) });
    stop.value = null;
    if (!result.ok) problem.value = t(`exports.import_failed.${result.type}`);
    else [arrived.value, passphrase.value.value] = [result.value, ""];
  };
  if (stop.value !== null) return <UnderWay title={t("exports.reading_title")} note={t("exports.reading_note")} progress={progress} onCancel={() => stop.value?.abort()} />;
  if (arrived.value !== null) return <Arrived cases={arrived.value} />;
  return (
    <Screen title={t("exports.read_title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <p class="lead">{t("exports.read_lead")}</p>
      <p>{t("exports.read_own")}</p>
      <Form onSubmit={read}>
        <Button weight="secondary" icon={FolderOpen} wide onClick={() => picker.current?.click()}>
          {file.value === null ? t("exports.choose") : file.value.name}
        </Button>
        <input ref={picker} type="file" hidden aria-label={t("exports.choose")} onChange={(event) => (file.value = event.currentTarget.files?.[0] ?? file.value)} />
        <PasswordField field={passphrase} label={t("exports.passphrase")} showLabel={t("ui.show")} hideLabel={t("ui.hide")} autocomplete="off" />
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button type="submit" wide>
          {t("exports.read")}
        </Button>
      </Form>
    </Screen>
  );
}

function Arrived({ cases }: { readonly cases: readonly ImportedCase[] }): JSX.Element {
  return (
    <Screen key="arrived" title={t("exports.arrived_title")}>
      {cases.map(({ title, id, records, pictures, absent }, i) => (
        <Card key={i} title={title}>
          <p>{id === null ? t("exports.here_already") : t("exports.arrived_counts", { records, pictures })}</p>
          {absent === 0 ? null : <p>{t("exports.arrived_absent", { count: absent })}</p>}
        </Card>
      ))}
      <p>{t("exports.old_stays")}</p>
      <LinkButton wide href="#/record">
        {t("exports.to_record")}
      </LinkButton>
    </Screen>
  );
}
