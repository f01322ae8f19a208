// Pictures on the clipboard, asked for by a button: a phone has no paste key.

export function canPaste(): boolean {
  return typeof (navigator as { readonly clipboard?: Partial<Clipboard> }).clipboard?.read === "function";
}

/** Empty where there is no picture, or the person said no. */
export async function pastedFiles(): Promise<readonly File[]> {
  try {
    const items = await navigator.clipboard.read();
    const pictures = items.flatMap((item) => item.types.filter((type) => type.startsWith("image/")).slice(0, 1).map((type) => ({ item, type })));
    return await Promise.all(pictures.map(async ({ item, type }) => new File([await item.getType(type)], "", { type })));
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}
