// A file leaves the app: into the browser's downloads, or through the phone's own share sheet.

export function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** A file that nothing else holds; its address is let go once the browser has taken it. */
export function downloadOnce(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  download(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Null where this browser does not share such files. */
export function shareableFiles(files: readonly File[]): ShareData | null {
  const data: ShareData = { files: [...files] };
  const { canShare } = navigator as { readonly canShare?: (data: ShareData) => boolean };
  return canShare?.call(navigator, data) === true ? data : null;
}

export const shareable = (file: Blob, name: string, type: string): ShareData | null => shareableFiles([new File([file], name, { type })]);
