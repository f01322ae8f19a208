// Why a share did not arrive, in the words of the address that the service worker led to.
import type { JSX } from "preact";
import { route } from "../app/route.js";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";

export function ShareTrouble(): JSX.Element | null {
  const [, trouble] = route.value.path;
  if (trouble === "share-missed") return <Notice tone="due" title={t("capture.share_missed")} />;
  if (trouble === "share-large") return <Notice tone="due" title={t("inbox.share_large")} />;
  return trouble === "share-full" ? <Notice tone="wrong" title={t("inbox.share_full")} /> : null;
}
