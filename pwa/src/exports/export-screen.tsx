// Save a copy: everything on this phone as one encrypted file, without an account or a network.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { check, type FieldState, useField } from "../ui/field-state.js";
import { Form } from "../ui/form.js";
import { Notice } from "../ui/notice.js";
import { PasswordField } from "../ui/password-field.js";
import { Screen } from "../ui/screen.js";
import type { ExportedCopy } from "../vault/exports-port.js";
import { MadeCopy } from "./made-copy.js";
import { exportWords } from "./record-text.js";
import { type Bytes, UnderWay } from "./under-way.js";

const SHORTEST = 12;

const usable = (passphrase: string): boolean => Array.from(passphrase.normalize("NFKC").trim()).length >= SHORTEST;

export function ExportScreen(): JSX.Element {
  const vault = useVault();
  const [passphrase, again] = [useField(), useField()];
  const problem = useSignal<string | null>(null);
  const progress = useSignal<Bytes | null>(null);
  const stop = useSignal<AbortController | null>(null);
  const made = useSignal<ExportedCopy | null>(null);
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
      stop.value?.abort();
    },
    [],
  );
  const make = async (): Promise<void> => {
    const good = check([
      [passphrase, usable(passphrase.value.value) ? null : t("exports.too_short")],
      [again, again.value.value === passphrase.value.value ? null : t("accounts.passphrase_differs")],
    ]);
    if (!good) return;
    const controller = new AbortController();
    [problem.value, progress.value, stop.value] = [null, null, controller];
    const copy = await vault.exportCopy(passphrase.value.value, exportWords(), { signal: controller.signal, onProgress: (now) => (progress.value = now) });
    stop.value = null;
    if (copy.ok && left.current) return vault.dropCopy();
    if (copy.ok) {
      made.value = copy.value;
      [passphrase.value.value, again.value.value] = ["", ""];
    } else problem.value = t(`exports.export_failed.${copy.type}`);
  };
  if (stop.value !== null) return <UnderWay title={t("exports.making_title")} note={t("exports.making_note")} progress={progress} onCancel={() => stop.value?.abort()} />;
  if (made.value !== null) {
    const done = (): void => {
      made.value = null;
      void vault.dropCopy();
    };
    return <MadeCopy copy={made.value} onDone={done} />;
  }
  return <ExportForm passphrase={passphrase} again={again} problem={problem.value} onMake={() => void make()} />;
}

interface FormProps {
  readonly passphrase: FieldState;
  readonly again: FieldState;
  readonly problem: string | null;
  readonly onMake: () => void;
}

function ExportForm({ passphrase, again, problem, onMake }: FormProps): JSX.Element {
  const words = { showLabel: t("ui.show"), hideLabel: t("ui.hide"), autocomplete: "new-password" } as const;
  return (
    <Screen title={t("exports.title")} back={{ href: "#/settings", label: t("settings.title") }}>
      <p class="lead">{t("exports.lead")}</p>
      <ul class="plain-list">
        <li>{t("exports.who_reads")}</li>
        <li>{t("exports.not_stored")}</li>
        <li>{t("exports.not_in_it")}</li>
      </ul>
      <Form onSubmit={onMake}>
        <PasswordField field={passphrase} label={t("exports.passphrase")} hint={t("exports.passphrase_hint")} {...words} />
        <PasswordField field={again} label={t("exports.passphrase_again")} {...words} />
        {problem === null ? null : <Notice tone="wrong" live title={problem} />}
        <Button type="submit" wide>
          {t("exports.make")}
        </Button>
      </Form>
      <LinkButton weight="quiet" wide href="#/exports/read">
        {t("exports.read_title")}
      </LinkButton>
    </Screen>
  );
}
