// The receipt: which packet went to whom, when and how, in the record with its custody line.
import { useSignal } from "@preact/signals";
import { ClipboardCheck } from "lucide";
import type { JSX } from "preact";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import type { HowHanded, Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { Packet, PacketRequest } from "../vault/packets-port.js";
import { recipient } from "./making.js";

interface NoteItProps {
  readonly caseId: Id;
  readonly packet: Packet;
  readonly request: PacketRequest;
  readonly how: HowHanded;
}

/** Notes it once; later calls answer what the first one did. */
export function useReceipt({ caseId, packet, request }: Omit<NoteItProps, "how">): { readonly note: (how: HowHanded) => Promise<void>; readonly shown: JSX.Element | null; readonly done: boolean } {
  const vault = useVault();
  const said = useSignal<{ readonly ok: true } | { readonly ok: false; readonly words: string } | null>(null);
  const note = async (how: HowHanded): Promise<void> => {
    if (said.peek()?.ok === true) return;
    const saved = await vault.handedOver(caseId, packet, request, recipient.peek().trim(), how);
    said.value = saved.ok ? { ok: true } : { ok: false, words: failureWords(saved.type) };
  };
  const shown = said.value === null ? null : said.value.ok ? <Notice tone="done" live title={t("packets.noted")} /> : <Notice tone="wrong" live title={said.value.words} />;
  return { note, shown, done: said.value?.ok === true };
}

export function NoteIt({ how, ...which }: NoteItProps): JSX.Element {
  const { note, shown, done } = useReceipt(which);
  if (done) return <>{shown}</>;
  return (
    <>
      {shown}
      <Button weight="secondary" icon={ClipboardCheck} wide onClick={() => void note(how)}>
        {t("packets.note_it")}
      </Button>
    </>
  );
}
