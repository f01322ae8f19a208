// A number of the wallet, to be read aloud or copied: which kind, whose, and the number itself.
import type { JSX } from "preact";
import type { CaseNumber } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { CopyValue } from "../ui/copy-value.js";

export function numberLabel({ body }: CaseNumber): string {
  const kind = t(`record.number_kind.${body.kind}`);
  return body.org === "" ? kind : `${kind} · ${body.org}`;
}

export function NumberValue({ number, size = "normal" }: { readonly number: CaseNumber; readonly size?: "large" | "normal" }): JSX.Element {
  return (
    <CopyValue
      value={number.body.value}
      label={numberLabel(number)}
      copyLabel={t("ui.copy")}
      copiedLabel={t("ui.copied")}
      failedLabel={t("app.copy_failed")}
      size={size}
    />
  );
}
