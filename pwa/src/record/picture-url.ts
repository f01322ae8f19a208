// A picture out of the vault as an address for <img>, given back when the screen goes.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";

export type Picture =
  | { readonly type: "waiting"; readonly done?: number; readonly all?: number }
  | { readonly type: "ready"; readonly url: string; readonly blob: Blob }
  | { readonly type: "not_here" }
  | { readonly type: "offline" }
  | { readonly type: "damaged" }
  | { readonly type: "full" };

export function usePicture(caseId: Id, id: Id, which: "original" | "thumb", wanted = true): Picture {
  const vault = useVault();
  const picture = useSignal<Picture>({ type: "waiting" });
  useEffect(() => {
    if (!wanted) return;
    let url: string | null = null;
    let gone = false;
    const leaving = new AbortController();
    picture.value = { type: "waiting" };
    const onProgress = (done: number, all: number): void => {
      if (!gone) picture.value = { type: "waiting", done, all };
    };
    void vault.picture(caseId, id, which, { signal: leaving.signal, onProgress }).then((result) => {
      if (gone) return;
      if (!result.ok) {
        // Called off only by leaving: nobody looks any more.
        if (result.type !== "cancelled") picture.value = { type: result.type };
        return;
      }
      url = URL.createObjectURL(result.value);
      picture.value = { type: "ready", url, blob: result.value };
    });
    return () => {
      gone = true;
      leaving.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [caseId, id, which, wanted]);
  return picture.value;
}
