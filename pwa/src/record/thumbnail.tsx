// A small picture in a list: always blurred; opening the exhibit is the way to see it.
import type { JSX } from "preact";
import type { Id } from "../domain/records.js";
import { usePicture } from "./picture-url.js";

export function Thumbnail({ caseId, id }: { readonly caseId: Id; readonly id: Id }): JSX.Element {
  const picture = usePicture(caseId, id, "thumb");
  return <span class="thumb">{picture.type === "ready" ? <img class="thumb-image blurred" src={picture.url} alt="" /> : null}</span>;
}
