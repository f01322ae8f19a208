// The small JPEGs that keep the places of pictures in a typeset packet: each names its exhibit in a comment of its own.
import { type CrossReference, text } from "./cross-reference.js";

export interface StandIn {
  /** Of the PDF's object that holds it. */
  readonly number: number;
  readonly label: string;
  /** Its place on the page in px: the picture that takes it must have this shape. */
  readonly w: number;
  readonly h: number;
}

const HEAD = 400;
const IMAGE = /^\d+ 0 obj\n<<\/Type \/XObject\/Subtype \/Image[^>]*>>\nstream\n/;
const NAMED = /^\xff\xd8\xff\xfe[^]{2}holdfast-plate\/1 ([A-Z]{1,4}-\d{3,9}) (\d{1,6})x(\d{1,6})/;

export function standIns(pdf: Uint8Array, { offsets }: CrossReference): readonly StandIn[] {
  const found: StandIn[] = [];
  for (const [number, at] of offsets) {
    const head = text(pdf, at, at + HEAD);
    const [whole] = IMAGE.exec(head) ?? [];
    const [, label, w, h] = (whole === undefined ? null : NAMED.exec(head.slice(whole.length))) ?? [];
    if (label !== undefined) found.push({ number, label, w: Number(w), h: Number(h) });
  }
  return found;
}
