// The one error of reading a zip.

/** `format`: not a zip as we write it; `truncated`: it ends too early; `crc`: contents other than it says. */
export type ZipRefusalCode = "format" | "truncated" | "crc";

export class ZipRefusal extends Error {
  override readonly name = "ZipRefusal";
  constructor(readonly code: ZipRefusalCode) {
    super(code);
  }
}
