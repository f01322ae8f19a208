// The record of the packet being made, with the words of its papers' language.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { CaseState } from "../domain/fold.js";
import { type Say, sayIn } from "../i18n/t.js";
import type { Packet, PacketRequest } from "../vault/packets-port.js";

export type Coming = { readonly type: "waiting" } | { readonly type: "failed"; readonly why: "locked" | "cancelled" | "full" | "storage" | "busy" } | { readonly type: "ready"; readonly packet: Packet; readonly say: Say };

/** Made once: what changes afterwards is in the next. */
export function usePacket(state: CaseState, request: PacketRequest): Coming {
  const vault = useVault();
  const coming = useSignal<Coming>({ type: "waiting" });
  useEffect(() => {
    const leaving = new AbortController();
    void Promise.all([vault.packet(state.id, request, leaving.signal), sayIn(request.language)]).then(([made, say]) => {
      if (leaving.signal.aborted) return;
      coming.value = made.ok ? { type: "ready", packet: made.value, say } : { type: "failed", why: made.type };
    });
    return () => leaving.abort();
  }, []);
  return coming.value;
}
