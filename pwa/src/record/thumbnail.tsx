// A small picture in a list: always blurred; opening the exhibit is the way to see it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Id } from "../domain/records.js";
import { usePicture } from "./picture-url.js";

/** A row that is only flying by opens nothing. */
const REST_MS = 120;

export function Thumbnail({ caseId, id }: { readonly caseId: Id; readonly id: Id }): JSX.Element {
  const [resting, setResting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setResting(true), REST_MS);
    return () => clearTimeout(timer);
  }, []);
  const picture = usePicture(caseId, id, "thumb", resting);
  return <span class="thumb">{picture.type === "ready" ? <img class="thumb-image blurred" src={picture.url} alt="" /> : null}</span>;
}
