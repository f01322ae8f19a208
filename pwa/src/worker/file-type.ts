// What a file is, from its first bytes: a name can lie.

const FIRST = 512;

interface Magic {
  readonly at: number;
  readonly bytes: string;
  readonly mime: string;
}

const MAGIC: readonly Magic[] = [
  { at: 0, bytes: "\x89PNG\r\n\x1a\n", mime: "image/png" },
  { at: 0, bytes: "\xff\xd8\xff", mime: "image/jpeg" },
  { at: 0, bytes: "GIF87a", mime: "image/gif" },
  { at: 0, bytes: "GIF89a", mime: "image/gif" },
  { at: 8, bytes: "WEBP", mime: "image/webp" },
  { at: 8, bytes: "WAVE", mime: "audio/wav" },
  { at: 0, bytes: "BM", mime: "image/bmp" },
  { at: 0, bytes: "II*\0", mime: "image/tiff" },
  { at: 0, bytes: "MM\0*", mime: "image/tiff" },
  { at: 0, bytes: "%PDF-", mime: "application/pdf" },
  { at: 0, bytes: "\x1aE\xdf\xa3", mime: "video/webm" },
  { at: 0, bytes: "OggS", mime: "audio/ogg" },
  { at: 0, bytes: "ID3", mime: "audio/mpeg" },
  { at: 0, bytes: "PK\x03\x04", mime: "application/zip" },
];

/** The brand after "ftyp" in ISO media files. */
const BRANDS: Readonly<Record<string, string>> = {
  heic: "image/heic",
  heix: "image/heic",
  hevc: "image/heic",
  mif1: "image/heif",
  msf1: "image/heif",
  avif: "image/avif",
  avis: "image/avif",
  "qt  ": "video/quicktime",
  "M4A ": "audio/mp4",
};

function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return false;
  try {
    // A character cut off at the end is no fault.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export function fileType(start: Uint8Array): string {
  const first = start.subarray(0, FIRST);
  const latin = String.fromCharCode(...first);
  const hit = MAGIC.find(({ at, bytes }) => latin.startsWith(bytes, at));
  if (hit !== undefined && (hit.at === 0 || latin.startsWith("RIFF"))) return hit.mime;
  if (latin.startsWith("ftyp", 4)) return BRANDS[latin.slice(8, 12)] ?? "video/mp4";
  return first.length > 0 && isText(first) ? "text/plain" : "application/octet-stream";
}
