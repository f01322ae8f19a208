// A picture out of the vault as an address for <img>, given back when the screen goes.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";

export type Picture =
  | { readonly type: "waiting" }
  | { readonly type: "ready"; readonly url: string; readonly blob: Blob }
  | { readonly type: "not_here" }
  | { readonly type: "offline" }
  | { readonly type: "damaged" };

export function usePicture(caseId: Id, id: Id, which: "original" | "thumb", wanted = true): Picture {
  const vault = useVault();
  const picture = useSignal<Picture>({ type: "waiting" });
  useEffect(() => {
    if (!wanted) return;
    let url: string | null = null;
    let gone = false;
    void vault.picture(caseId, id, which).then((result) => {
      if (gone) return;
      if (!result.ok) {
        picture.value = { type: result.type };
        return;
      }
      url = URL.createObjectURL(result.value);
      picture.value = { type: "ready", url, blob: result.value };
    });
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [caseId, id, which, wanted]);
  return picture.value;
}
