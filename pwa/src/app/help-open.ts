// Whether the Help now sheet is open: any screen may open it.
import { signal } from "@preact/signals";

export const helpOpen = signal(false);
