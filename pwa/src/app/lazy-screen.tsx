// Shows a screen that is loaded when first opened, and words when it cannot be.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Screen as Page } from "../ui/screen.js";
import { restoreScroll } from "./route.js";
import type { Load, Screen, ScreenProps } from "./screen.js";

type Loaded = { readonly type: "loading" } | { readonly type: "slow" } | { readonly type: "failed" } | { readonly type: "ready"; readonly screen: Screen };

const SLOW_MS = 400;

export function LazyScreen({ load, ...props }: ScreenProps & { readonly load: Load }): JSX.Element | null {
  const [loaded, setLoaded] = useState<Loaded>({ type: "loading" });
  useEffect(() => {
    const slow = setTimeout(() => setLoaded({ type: "slow" }), SLOW_MS);
    load()
      .then(
        (screen) => setLoaded({ type: "ready", screen }),
        () => setLoaded({ type: "failed" }),
      )
      .finally(() => clearTimeout(slow));
    return () => clearTimeout(slow);
  }, [load]);
  useEffect(() => {
    if (loaded.type === "ready") restoreScroll();
  }, [loaded]);
  if (loaded.type === "loading") return null;
  if (loaded.type === "slow") return <p role="status">{t("ui.loading")}</p>;
  if (loaded.type === "failed") return <LoadFailed />;
  return <loaded.screen {...props} />;
}

function LoadFailed(): JSX.Element {
  return (
    <Page title={t("app.load_failed_title")}>
      <p>{t("app.load_failed")}</p>
      <Button onClick={() => location.reload()}>{t("ui.try_again")}</Button>
    </Page>
  );
}
