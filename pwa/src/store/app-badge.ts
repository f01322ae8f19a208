// The number on the app's icon, where the system shows one.

interface WithBadge {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** Silent where there is no such thing, or the system refuses. */
export async function showBadge(count: number): Promise<void> {
  if (typeof navigator === "undefined") return;
  const icon = navigator as WithBadge;
  try {
    await (count > 0 ? icon.setAppBadge?.(count) : icon.clearAppBadge?.());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
