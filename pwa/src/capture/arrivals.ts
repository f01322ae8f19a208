// Files that are pasted or dropped anywhere in the app: they wait for the gate like those that were chosen.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { go } from "../app/route.js";
import type { Picked } from "./picked.js";

/** Taken by the capture screen; one batch at a time. */
export const arrived = signal<Picked | null>(null);

function arrive(files: readonly File[], via: "paste" | "drop"): void {
  arrived.value = { files, via };
  go("#/capture");
}

function onPaste(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  arrive(files, "paste");
}

/** Without this the browser leaves the app and opens the file in its place. */
function onDragOver(event: DragEvent): void {
  if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
}

function onDrop(event: DragEvent): void {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  arrive(files, "drop");
}

/** While the app is open: behind the lock nothing may come in by hand. */
export function useArrivals(): void {
  useEffect(() => {
    document.addEventListener("paste", onPaste);
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("drop", onDrop);
    };
  }, []);
}
