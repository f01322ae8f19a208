// Last step: to whom, and in which form: paper, numbered pictures, a form's answers, or the evidence bag made here.
import { ClipboardPaste, FileText, Images, Package, Printer } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextField } from "../ui/field.js";
import { makeField } from "../ui/field-state.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import { recipient } from "./making.js";
import { useBag } from "./use-bag.js";
import { withMaking } from "./with-making.js";

export const GiveScreen = withMaking(({ state, now }) => {
  const [to] = useState(() => ({ ...makeField("packet-to"), value: recipient }));
  const { make, screen, trouble } = useBag(state, now);
  if (screen !== null) return screen;
  return (
    <Screen title={t("packets.give_title")} back={{ href: "#/packets/review", label: t("packets.review_title") }}>
      <TextField field={to} label={t("packets.to")} hint={t("packets.to_hint")} spellcheck />
      <div class="rows">
        <RowLink icon={FileText} href="#/packets/pdf" title={t("packets.pdf.title")} detail={t("packets.pdf.hint")} />
        <RowLink icon={Printer} href="#/packets/paper" title={t("packets.paper")} detail={t("packets.paper_hint")} />
        <RowLink icon={Images} href="#/packets/sets" title={t("packets.sets")} detail={t("packets.sets_hint")} />
        <RowLink icon={ClipboardPaste} href="#/packets/form" title={t("packets.form")} detail={t("packets.form_hint")} />
      </div>
      <h2>{t("packets.bag")}</h2>
      <p>{t("packets.bag_hint")}</p>
      {trouble}
      <Button weight="secondary" icon={Package} wide onClick={make}>
        {t("packets.bag_make")}
      </Button>
    </Screen>
  );
});
