// Said before and after the first save: a private window may forget everything.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { maybePrivate } from "./private-window.js";

export function PrivateNotice(): JSX.Element | null {
  if (!maybePrivate.value) return null;
  return (
    <Notice tone="due" title={t("today.private_title")}>
      <p>{t("today.private_body")}</p>
    </Notice>
  );
}
