// The packet as a PDF: what goes to the server is said first, and only the tap that agrees sends it; pictures are put in on this phone.
import { useSignal } from "@preact/signals";
import { FileText, Package } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { fileSize } from "../i18n/dates.js";
import { type Say, t } from "../i18n/t.js";
import { Button, LinkButton } from "../ui/button.js";
import { Check } from "../ui/check.js";
import { Notice } from "../ui/notice.js";
import { Progress } from "../ui/progress.js";
import { Screen } from "../ui/screen.js";
import type { Packet, PacketRequest } from "../vault/packets-port.js";
import type { PdfFailure } from "../vault/pdf-port.js";
import { MadeFile } from "./made-file.js";
import { type Making, requestOf } from "./making.js";
import { useBag } from "./use-bag.js";
import { usePacket } from "./use-packet.js";
import { withMaking } from "./with-making.js";

const BACK = "#/packets/give";

function failureWords(failure: PdfFailure): string {
  if (failure.type === "pictures") return t("packets.pdf.failed.pictures", { labels: failure.labels.join(", ") });
  if (failure.type === "exhibits") return t("packets.pdf.failed.exhibits", { n: failure.most });
  return t(`packets.pdf.failed.${failure.type}`);
}

export const PdfScreen = withMaking(({ state, now }) => {
  const request = requestOf(state, now);
  const coming = usePacket(state, request);
  if (coming.type === "ready") return <Consent state={state} now={now} packet={coming.packet} request={request} say={coming.say} />;
  return (
    <Screen key={coming.type} title={t("packets.pdf.title")} back={{ href: BACK, label: t("packets.give_title") }}>
      {coming.type === "waiting" ? <p role="status">{t("ui.loading")}</p> : <Notice tone="wrong" live title={t(`exports.export_failed.${coming.why}`)} />}
    </Screen>
  );
});

interface ConsentProps {
  readonly state: CaseState;
  readonly now: Making;
  readonly packet: Packet;
  readonly request: PacketRequest;
  readonly say: Say;
}

function Consent({ state, now, packet, request, say }: ConsentProps): JSX.Element {
  const vault = useVault();
  const a4 = useSignal(false);
  const problem = useSignal<string | null>(null);
  const stop = useSignal<AbortController | null>(null);
  const progress = useSignal({ done: 0, of: 0 });
  const made = useSignal<Blob | null>(null);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const make = async (): Promise<void> => {
    const controller = new AbortController();
    leaving.current = controller;
    [problem.value, progress.value, stop.value] = [null, { done: 0, of: 0 }, controller];
    const watch = { signal: controller.signal, onProgress: (now: { readonly done: number; readonly of: number }) => (progress.value = now) };
    const pdf = await vault.packetPdf(state.id, packet, a4.peek() ? "a4" : "letter", (label) => say("packets.pdf.no_preview", { label }), watch);
    stop.value = null;
    if (pdf.ok) made.value = pdf.value;
    else problem.value = failureWords(pdf);
  };
  if (made.value !== null) return <Made pdf={made.value} state={state} now={now} packet={packet} request={request} />;
  if (stop.value !== null) {
    const { done, of } = progress.value;
    return (
      <Screen key="under-way" title={t("packets.making")}>
        <Progress label={of === 0 ? t("packets.pdf.waiting") : t("packets.pdf.pictures", { done, of })} value={done} max={of} cancel={{ label: t("ui.cancel"), onCancel: () => stop.value?.abort() }} />
      </Screen>
    );
  }
  return (
    <Screen key="consent" title={t("packets.pdf.title")} back={{ href: BACK, label: t("packets.give_title") }}>
      <p class="lead">{t("packets.pdf.consent")}</p>
      <p>{t("packets.pdf.otherwise")}</p>
      {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
      <Check checked={a4} label={t("packets.pdf.a4")} />
      <Button icon={FileText} wide onClick={() => void make()}>
        {t("packets.pdf.make")}
      </Button>
      <LinkButton weight="quiet" wide href={BACK}>
        {t("ui.cancel")}
      </LinkButton>
    </Screen>
  );
}

/** The pictures themselves go beside it, or everything in one bag. */
function Made({ pdf, state, now, packet, request }: Omit<ConsentProps, "say"> & { readonly pdf: Blob }): JSX.Element {
  const { make, screen, trouble } = useBag(state, now, { packet, pdf });
  if (screen !== null) return screen;
  const name = `holdfast-packet-${packet.fingerprint.slice(0, 12)}.pdf`;
  const beside = (
    <>
      {packet.pictures.size === 0 ? null : (
        <LinkButton weight="secondary" wide href="#/packets/sets">
          {t("packets.pdf.beside")}
        </LinkButton>
      )}
      {trouble}
      <Button weight="secondary" icon={Package} wide onClick={make}>
        {t("packets.pdf.bag")}
      </Button>
    </>
  );
  return <MadeFile file={pdf} type="application/pdf" counts={fileSize(pdf.size)} caseId={state.id} {...{ name, packet, request, beside }} />;
}
