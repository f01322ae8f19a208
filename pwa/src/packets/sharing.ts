// The phone's own share sheet, opened by the tap it is called from.

/** False when the person closed it, or this phone refused: the other way is still there. */
export async function shared(data: ShareData): Promise<boolean> {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}
