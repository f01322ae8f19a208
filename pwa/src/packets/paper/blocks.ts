// What a packet's papers are made of: the same blocks become a page on the phone and packet.html in the bag.

export type Pair = readonly [label: string, value: string];

export type Block =
  | { readonly kind: "title" | "heading" | "subheading" | "text" | "muted" | "mono"; readonly text: string }
  /** A person's own words, line ends kept. */
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "pairs"; readonly pairs: readonly Pair[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "plate"; readonly label: string; readonly caption: string; readonly file: string; readonly mime: string }
  /** Lines to write on. */
  | { readonly kind: "sign"; readonly labels: readonly string[] };

/** Each part begins a new page on paper. */
export type Paper = readonly (readonly Block[])[];

export const heading = (text: string): Block => ({ kind: "heading", text });
export const subheading = (text: string): Block => ({ kind: "subheading", text });
export const muted = (text: string): Block => ({ kind: "muted", text });
export const words = (text: string): Block => ({ kind: "words", text });

/** Only what is known. */
export function pairs(given: readonly (readonly [label: string, value: string | null | undefined])[]): readonly Block[] {
  const known = given.flatMap(([label, value]): readonly Pair[] => (value === null || value === undefined || value === "" ? [] : [[label, value]]));
  return known.length === 0 ? [] : [{ kind: "pairs", pairs: known }];
}

/** A heading, where something follows it. */
export function section(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

export function list(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
