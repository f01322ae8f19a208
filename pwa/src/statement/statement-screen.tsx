// One statement: written while it is a draft, then read through, sealed, and read.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { useVault } from "../app/vault-context.js";
import { t } from "../i18n/t.js";
import { Screen } from "../ui/screen.js";
import { Editor } from "./editor.js";
import { ReadingScreen } from "./reading-screen.js";
import { Review } from "./review-screen.js";
import { SealedScreen } from "./sealed-screen.js";

export function StatementScreen({ id, query }: ScreenProps): JSX.Element {
  const state = useVault().current.value;
  const statement = state?.statements.get(id ?? "");
  if (state === null || statement === undefined || statement.dropped) return <Missing />;
  const { sealed } = statement;
  if (sealed === null) return query.has("review") ? <Review statement={statement} state={state} /> : <Editor key={statement.id} statement={statement} state={state} />;
  if (sealed.removed !== null) return <Missing />;
  if (query.has("read")) return <ReadingScreen statement={statement} sealed={sealed} state={state} />;
  return <SealedScreen key={statement.id} statement={statement} sealed={sealed} state={state} just={query.has("just")} />;
}

function Missing(): JSX.Element {
  return (
    <Screen title={t("statement.missing_title")} back={{ href: "#/statement", label: t("statement.title") }}>
      <p>{t("record.missing")}</p>
    </Screen>
  );
}
