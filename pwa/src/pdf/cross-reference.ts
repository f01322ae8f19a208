// Where a PDF's objects lie, read from the cross-reference stream that our typesetting ends it with. No other form is read.

export interface CrossReference {
  /** Where the cross-reference itself lies: an update points back to it. */
  readonly at: number;
  /** One more than the highest object number. */
  readonly size: number;
  /** `/Root 2 0 R`, `/Info 9 0 R`, `/ID [(…) (…)]`: an update repeats them. */
  readonly trailer: readonly string[];
  /** Offsets by object number, of those that are not packed into an object stream. */
  readonly offsets: ReadonlyMap<number, number>;
}

const MOST_OBJECTS = 500_000;
const latin = new TextDecoder("latin1");

export function text(bytes: Uint8Array, from: number, to: number): string {
  return latin.decode(bytes.subarray(Math.max(0, from), to));
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

function numberAt(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i += 1) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function offsetsIn(rows: Uint8Array, widths: readonly number[], size: number): ReadonlyMap<number, number> {
  const [kind = 0, offset = 0, third = 0] = widths;
  const width = kind + offset + third;
  const found = new Map<number, number>();
  for (let number = 0; number < size && (number + 1) * width <= rows.length; number += 1) {
    if (numberAt(rows, number * width, kind) === 1) found.set(number, numberAt(rows, number * width + kind, offset));
  }
  return found;
}

/** Null for a PDF that ends otherwise. */
export async function crossReference(pdf: Uint8Array<ArrayBuffer>): Promise<CrossReference | null> {
  const [, start] = /startxref\n(\d+)\n%%EOF\n$/.exec(text(pdf, pdf.length - 64, pdf.length)) ?? [];
  if (start === undefined) return null;
  const at = Number(start);
  const [whole, dictionary] = /^\d+ 0 obj\n(<<\/Type \/XRef[^]*?>>)\nstream\n/.exec(text(pdf, at, at + 2000)) ?? [];
  if (whole === undefined || dictionary === undefined || !dictionary.includes("/Filter /FlateDecode")) return null;
  const value = (pattern: RegExp): string | undefined => pattern.exec(dictionary)?.[0];
  const count = (name: string): number => Number(new RegExp(`/${name} (\\d+)`).exec(dictionary)?.[1]);
  const widths = /\/W \[(\d) (\d) (\d)\]/.exec(dictionary)?.slice(1).map(Number);
  const [size, length] = [count("Size"), count("Length")];
  const [root, info, id] = [value(/\/Root \d+ 0 R/), value(/\/Info \d+ 0 R/), value(/\/ID \[\([0-9a-f]*\) \([0-9a-f]*\)\]/)];
  if (widths === undefined || root === undefined || id === undefined || !(size > 0 && size <= MOST_OBJECTS) || !(length > 0)) return null;
  const rows = await inflated(pdf.slice(at + whole.length, at + whole.length + length)).catch(() => null);
  if (rows === null) return null;
  return { at, size, trailer: [root, ...(info === undefined ? [] : [info]), id], offsets: offsetsIn(rows, widths, size) };
}
