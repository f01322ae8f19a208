// A page of this server on what it keeps and whom it answers to: public, so it opens beside the app.
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";

export function PolicyLink({ of }: { readonly of: "policy" | "police" }): JSX.Element {
  return (
    <LinkButton weight="quiet" outside href={t(`settings.${of}_url`)}>
      {t(`settings.${of}`)}
    </LinkButton>
  );
}
