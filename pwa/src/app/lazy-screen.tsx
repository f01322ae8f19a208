// Shows a screen that is loaded when first opened, and words when it cannot be.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Screen as Page } from "../ui/screen.js";
import { restoreScroll } from "./route.js";
import type { Load, Screen, ScreenProps } from "./screen.js";

type Loaded = { readonly type: "loading" } | { readonly type: "failed" } | { readonly type: "ready"; readonly screen: Screen };

interface LazyProps extends ScreenProps {
  readonly load: Load;
  /** What it shows has not been read yet. */
  readonly waits: boolean;
}

const SLOW_MS = 400;

export function LazyScreen({ load, waits, ...props }: LazyProps): JSX.Element | null {
  const [loaded, setLoaded] = useState<Loaded>({ type: "loading" });
  const [slow, setSlow] = useState(false);
  const ready = loaded.type === "ready" && !waits;
  useEffect(() => {
    load().then(
      (screen) => setLoaded({ type: "ready", screen }),
      () => setLoaded({ type: "failed" }),
    );
  }, [load]);
  useEffect(() => {
    if (ready) {
      restoreScroll();
      return;
    }
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [ready]);
  if (loaded.type === "failed") return <LoadFailed />;
  if (ready) return <loaded.screen {...props} />;
  return slow ? <p role="status">{t("ui.loading")}</p> : null;
}

function LoadFailed(): JSX.Element {
  return (
    <Page title={t("app.load_failed_title")}>
      <p>{t("app.load_failed")}</p>
      <Button onClick={() => location.reload()}>{t("ui.try_again")}</Button>
    </Page>
  );
}
