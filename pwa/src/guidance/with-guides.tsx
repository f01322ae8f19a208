// Waits for the guides of the language on screen, and says so when they cannot be loaded.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { restoreScroll } from "../app/route.js";
import { language, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { GuideBook } from "./guide-book.js";
import { loadGuides } from "./load.js";

type Loaded = { readonly type: "loading" } | { readonly type: "failed" } | { readonly type: "ready"; readonly book: GuideBook };

const LOADING: Loaded = { type: "loading" };

export function WithGuides({ children }: { readonly children: (book: GuideBook) => ComponentChildren }): JSX.Element {
  const spoken = language();
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>(LOADING);
  useEffect(() => {
    let wanted = true;
    const show = (next: Loaded): void => {
      if (wanted) setLoaded(next);
    };
    loadGuides(spoken).then(
      (book) => show({ type: "ready", book }),
      () => show({ type: "failed" }),
    );
    return () => {
      wanted = false;
    };
  }, [spoken, attempt]);
  useEffect(() => {
    if (loaded.type === "ready") restoreScroll();
  }, [loaded.type]);
  if (loaded.type === "loading") return <p role="status">{t("ui.loading")}</p>;
  if (loaded.type === "ready") return <>{children(loaded.book)}</>;
  return (
    <Notice tone="wrong" live>
      <p>{t("app.load_failed")}</p>
      <Button onClick={() => setAttempt(attempt + 1)}>{t("ui.try_again")}</Button>
    </Notice>
  );
}
