// The recovery code to keep on paper: seven groups, a QR code, Print, or a text file.
import { Download, Printer } from "lucide";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { longDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import { QrCode } from "./qr-code.js";
import { groupsOf } from "./recovery-code.js";

function useTextFile(text: string): string {
  const [url] = useState(() => URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" })));
  useEffect(
    () => () => {
      URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}

export function RecoverySheet({ code, onNext }: { readonly code: string; readonly onNext: () => void }): JSX.Element {
  const groups = groupsOf(code);
  const text = `${t("accounts.sheet_title")}\n\n${groups.join(" ")}\n\n${t("accounts.sheet_use")}\n${longDate(Date.now())}\n`;
  const file = useTextFile(text);
  return (
    <Screen key="code" title={t("accounts.code_title")}>
      <p class="lead">{t("accounts.code_lead")}</p>
      <section class="recovery-sheet card">
        <h2>{t("accounts.sheet_title")}</h2>
        <ol class="code-groups" aria-label={t("accounts.code_groups")}>
          {groups.map((group, index) => (
            <li key={index}>{group}</li>
          ))}
        </ol>
        <QrCode text={groups.join("-")} label={t("accounts.qr")} />
        <p>{t("accounts.sheet_use")}</p>
        <p class="muted">{longDate(Date.now())}</p>
      </section>
      <div class="actions">
        <Button weight="secondary" icon={Printer} onClick={() => print()}>
          {t("accounts.print")}
        </Button>
        <a class="button button-secondary" href={file} download={t("accounts.file_name")}>
          <Icon node={Download} />
          <span>{t("accounts.save_file")}</span>
        </a>
      </div>
      <Notice tone="due" title={t("accounts.code_warning")}>
        <p>{t("accounts.code_warning_body")}</p>
      </Notice>
      <Button wide onClick={onNext}>
        {t("accounts.code_kept")}
      </Button>
    </Screen>
  );
}
