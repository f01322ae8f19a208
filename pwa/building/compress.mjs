// Beside each text file its brotli and gzip, so that the server never compresses.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|json|svg)$/;
const AS_BEFORE = new Set(["manifest.json"]);
const brotli = (contents) =>
  brotliCompressSync(contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
  });

/** @param files [{ file, contents }] @returns their compressed companions, where those are smaller */
export function compressed(files) {
  return files
    .filter(({ file }) => TEXT.test(file) && !AS_BEFORE.has(file))
    .flatMap(({ file, contents }) => {
      const octets = Buffer.from(contents);
      return [
        { file: `${file}.br`, contents: brotli(octets) },
        { file: `${file}.gz`, contents: gzipSync(octets, { level: 9 }) },
      ].filter((made) => made.contents.length < octets.length);
    });
}
