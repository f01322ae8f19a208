// When the app itself fails: the screen that broke is replaced by words, and a failed action says so.
import { signal } from "@preact/signals";
import { Component } from "preact";
import type { ComponentChildren, JSX } from "preact";
import { t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Screen } from "../ui/screen.js";

const failed = signal(false);

/** A bug in an action reaches nobody else: without this the screen would only stand still. */
export function watchFaults(): void {
  const note = (): void => {
    failed.value = true;
  };
  addEventListener("unhandledrejection", note);
  addEventListener("error", note);
}

export function FaultNotice(): JSX.Element | null {
  if (!failed.value) return null;
  return (
    <Notice tone="wrong" live title={t("app.fault")}>
      <Button weight="secondary" onClick={() => (failed.value = false)}>
        {t("ui.close")}
      </Button>
    </Notice>
  );
}

interface BoundaryState {
  readonly broken: boolean;
}

/** Keyed by the address: going elsewhere starts afresh. */
export class FaultBoundary extends Component<{ readonly children: ComponentChildren }, BoundaryState> {
  static override getDerivedStateFromError(): BoundaryState {
    return { broken: true };
  }

  override state: BoundaryState = { broken: false };

  override render(): ComponentChildren {
    if (!this.state.broken) return this.props.children;
    return (
      <Screen title={t("app.load_failed_title")}>
        <p>{t("app.fault")}</p>
        <LinkButton href="#/record">{t("record.title")}</LinkButton>
        <Button weight="secondary" onClick={() => location.reload()}>
          {t("ui.try_again")}
        </Button>
      </Screen>
    );
  }
}
