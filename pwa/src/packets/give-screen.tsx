// Last step: to whom, and in which form: paper, numbered pictures, a form's answers, or the evidence bag made here.
import { useSignal } from "@preact/signals";
import { ClipboardPaste, FileText, Images, Package, Printer } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import { fileSize } from "../i18n/dates.js";
import { sayIn, t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { TextField } from "../ui/field.js";
import { makeField } from "../ui/field-state.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";
import type { MadeBag } from "../vault/packets-port.js";
import { MadeBagScreen } from "./made-bag.js";
import { recipient, requestOf } from "./making.js";
import { papersOf } from "./papers.js";
import { withMaking } from "./with-making.js";

interface Bytes {
  readonly bytesDone: number;
  readonly bytes: number;
}

export const GiveScreen = withMaking(({ state, now }) => {
  const vault = useVault();
  const [to] = useState(() => ({ ...makeField("packet-to"), value: recipient }));
  const problem = useSignal<string | null>(null);
  const progress = useSignal<Bytes | null>(null);
  const stop = useSignal<AbortController | null>(null);
  const made = useSignal<MadeBag | null>(null);
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
      stop.peek()?.abort();
      void vault.dropPacket();
    },
    [],
  );
  const request = requestOf(state, now);
  const make = async (): Promise<void> => {
    const controller = new AbortController();
    [problem.value, progress.value, made.value, stop.value] = [null, null, null, controller];
    const [say, english, french] = await Promise.all([sayIn(now.language), sayIn("en"), sayIn("fr")]);
    const bag = await vault.makeBag(state.id, request, (packet) => papersOf(packet, say, [english, french]), { signal: controller.signal, onProgress: (bytes) => (progress.value = bytes) });
    stop.value = null;
    if (bag.ok && left.current) await vault.dropPacket();
    else if (bag.ok) made.value = bag.value;
    else problem.value = t(`exports.export_failed.${bag.type}`);
  };
  if (stop.value !== null) return <UnderWay progress={progress.value} onCancel={() => stop.value?.abort()} />;
  if (made.value !== null) return <MadeBagScreen key={made.value.name} bag={made.value} caseId={state.id} request={request} onAgain={() => void make()} />;
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
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Button weight="secondary" icon={Package} wide onClick={() => void make()}>
        {t("packets.bag_make")}
      </Button>
    </Screen>
  );
});

function UnderWay({ progress, onCancel }: { readonly progress: Bytes | null; readonly onCancel: () => void }): JSX.Element {
  const { bytesDone = 0, bytes = 0 } = progress ?? {};
  const label = bytes === 0 ? t("exports.preparing") : t("exports.amount", { done: fileSize(bytesDone), all: fileSize(bytes) });
  return (
    <Screen key="under-way" title={t("packets.making")}>
      <Progress label={label} value={bytesDone} max={bytes} cancel={{ label: t("ui.cancel"), onCancel }} />
      <p class="muted">{t("packets.making_note")}</p>
    </Screen>
  );
}
