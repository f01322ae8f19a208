// One guide, read offline.
import type { JSX } from "preact";
import type { ScreenProps } from "../app/screen.js";
import { spoken, t } from "../i18n/t.js";
import { Screen } from "../ui/screen.js";
import { Blocks } from "../guidance/blocks.js";
import type { Guide, GuideBook } from "../guidance/guide-book.js";
import { WithGuides } from "../guidance/with-guides.js";

export function GuidePage({ id }: ScreenProps): JSX.Element {
  return (
    <WithGuides>
      {(book) => {
        const guide = book.guides.find((each) => each.id === id);
        return guide === undefined ? <Missing /> : <Open guide={guide} book={book} />;
      }}
    </WithGuides>
  );
}

const back = (): { readonly href: string; readonly label: string } => ({ href: "#/guide", label: t("guides.title") });

function Open({ guide, book }: { readonly guide: Guide; readonly book: GuideBook }): JSX.Element {
  return (
    <Screen title={spoken(guide.title)} back={back()}>
      <p class="lead">{spoken(guide.lead)}</p>
      <Blocks blocks={guide.blocks} book={book} />
      <p class="muted">{t("help.trace_note")}</p>
      <p class="muted">{t("guides.legal")}</p>
    </Screen>
  );
}

function Missing(): JSX.Element {
  return (
    <Screen title={t("guides.title")} back={back()}>
      <p>{t("guides.missing")}</p>
    </Screen>
  );
}
