// Puts the phone's own pictures into a typeset packet: an incremental update, appended as parts, that replaces the stand-ins' objects.
import { ahead } from "../ahead.js";
import { crossReference } from "./cross-reference.js";
import { type JpegFacts, jpegFacts } from "./jpeg.js";
import { type StandIn, standIns } from "./stand-ins.js";

/** A reduced JPEG of the exhibit in the shape of its place; null when there is none, and then there is no PDF. */
export type PlateFor = (place: StandIn) => Promise<Blob | null>;

export type PlatesFailure =
  /** Not a PDF as our server ends it. */
  | { readonly type: "foreign" }
  /** Places without a picture, or pictures without a place: the labels. */
  | { readonly type: "left_over"; readonly labels: readonly string[] };

export type Plated = { readonly ok: true; readonly value: Blob } | { readonly ok: false; readonly error: PlatesFailure };

const OFFSET_BYTES = 5;
/** One is decoded while another is written as a JPEG. */
const AT_ONCE = 3;
const HEAD_BYTES = 64 * 1024;

interface Written {
  readonly number: number;
  readonly at: number;
}

/** Parts in a row: whatever is large stays a Blob, which a browser may keep on its disk. */
class Parts {
  readonly all: BlobPart[] = [];
  length = 0;

  add(part: Blob | string): void {
    this.all.push(part);
    this.length += typeof part === "string" ? part.length : part.size;
  }
}

/** Its shape may differ by a rounded pixel, no more: the page would stretch it. */
function hasShape(facts: JpegFacts, { w, h }: StandIn): boolean {
  return Math.abs(facts.w - (facts.h * w) / h) <= 1 || Math.abs(facts.h - (facts.w * h) / w) <= 1;
}

async function fits(plate: Blob, place: StandIn): Promise<{ readonly head: string } | null> {
  const facts = jpegFacts(new Uint8Array(await plate.slice(0, HEAD_BYTES).arrayBuffer()));
  if (facts === null || !hasShape(facts, place)) return null;
  const colours = facts.components === 1 ? "DeviceGray" : "DeviceRGB";
  return {
    head: `<</Type /XObject/Subtype /Image/Width ${String(facts.w)}/Height ${String(facts.h)}/ColorSpace /${colours}/BitsPerComponent 8/Interpolate false/Filter /DCTDecode/Length ${String(plate.size)}>>\nstream\n`,
  };
}

function ranges(written: readonly Written[]): readonly (readonly [first: number, count: number])[] {
  const found: [number, number][] = [];
  for (const { number } of written) {
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === number) last[1] += 1;
    else found.push([number, 1]);
  }
  return found;
}

function rowsOf(written: readonly Written[]): Uint8Array<ArrayBuffer> {
  const width = 1 + OFFSET_BYTES + 1;
  const rows = new Uint8Array(written.length * width);
  written.forEach(({ at }, i) => {
    rows[i * width] = 1;
    let rest = at;
    for (let place = OFFSET_BYTES; place > 0; place -= 1) {
      rows[i * width + place] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  });
  return rows;
}

/** `wanted`: the labels of all exhibits that have a picture; each must find its place, and each place its picture. */
export async function putPlates(typeset: Blob, wanted: ReadonlySet<string>, plateFor: PlateFor): Promise<Plated> {
  const pdf = new Uint8Array(await typeset.arrayBuffer());
  const known = await crossReference(pdf);
  if (known === null) return { ok: false, error: { type: "foreign" } };
  const places = [...standIns(pdf, known)].sort((a, b) => a.number - b.number);
  const left = new Set([...wanted].filter((label) => !places.some((place) => place.label === label)));
  const parts = new Parts();
  parts.add(typeset);
  const written: Written[] = [];
  const drawn = ahead(places, AT_ONCE, async (place) => {
    const plate = wanted.has(place.label) ? await plateFor(place) : null;
    return { place, plate, fitting: plate === null ? null : await fits(plate, place) };
  });
  for await (const { place, plate, fitting } of drawn) {
    if (plate === null || fitting === null) {
      left.add(place.label);
      continue;
    }
    written.push({ number: place.number, at: parts.length });
    parts.add(`${String(place.number)} 0 obj\n${fitting.head}`);
    parts.add(plate);
    parts.add("\nendstream\nendobj\n");
  }
  if (left.size > 0) return { ok: false, error: { type: "left_over", labels: [...left].sort() } };
  if (written.length === 0) return { ok: true, value: typeset };
  const at = parts.length;
  const all = [...written, { number: known.size, at }];
  const index = ranges(all).map(([first, count]) => `${String(first)} ${String(count)}`).join(" ");
  const rows = rowsOf(all);
  parts.add(
    `${String(known.size)} 0 obj\n<</Type /XRef/Index [${index}]/W [1 ${String(OFFSET_BYTES)} 1]/Size ${String(known.size + 1)}` +
      `${known.trailer.join("")}/Prev ${String(known.at)}/Length ${String(rows.length)}>>\nstream\n`,
  );
  parts.add(new Blob([rows]));
  parts.add(`\nendstream\nendobj\nstartxref\n${String(at)}\n%%EOF\n`);
  return { ok: true, value: new Blob(parts.all, { type: "application/pdf" }) };
}
