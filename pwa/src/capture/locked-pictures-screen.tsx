// Pictures and files while the vault is locked: the same questions, then sealed; nothing of them can be looked at here.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";
import type { SealedOutcome } from "../vault/inbox-port.js";
import { type After, CaptureSteps, useSteps } from "./capture-steps.js";
import { GoOn } from "./outcomes.js";
import { sealAll } from "./saving.js";

export function LockedPicturesScreen(): JSX.Element {
  const steps = useSteps<SealedOutcome>();
  return (
    <CaptureSteps steps={steps} save={sealAll} back={{ href: "#/today", label: t("ui.back") }} outcomes={(outcomes, after) => <Sealed outcomes={outcomes} {...after} />}>
      <Notice tone="info" title={t("inbox.write_only")} />
    </CaptureSteps>
  );
}

function Sealed({ outcomes, ...after }: After & { readonly outcomes: readonly SealedOutcome[] }): JSX.Element {
  const n = outcomes.filter(({ result }) => result.ok).length;
  const failed = outcomes.flatMap(({ name, result }) => (result.ok ? [] : [{ name, type: result.type }]));
  return (
    <Screen key="sealed" title={n > 0 ? t("inbox.sealed_title", { n }) : t("capture.nothing_title")}>
      {n > 0 ? <p class="lead">{t("inbox.sealed_lead")}</p> : null}
      <ul class="rows">
        {failed.map(({ name, type }, index) => (
          <li class="row outcome-failed" key={index}>
            <span class="row-main">
              <span class="row-title">{name}</span>
              <span>{t(`capture.failed.${type}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <GoOn {...after} />
    </Screen>
  );
}
