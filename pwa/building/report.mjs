// What the build weighs, gzipped: what the shell needs to be drawn and everything kept for offline use.
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { OUT, PWA } from "./paths.mjs";

export const gzipBytes = (contents) => gzipSync(contents, { level: 9 }).length;

/** What the output for `entry` (a path below src) imports at once, itself included; without what is loaded later. */
export function loadedWith(metafile, entry) {
  const outputs = new Map(Object.entries(metafile.outputs));
  const seen = new Set();
  const visit = (path) => {
    if (path === undefined || seen.has(path)) return;
    seen.add(path);
    for (const used of outputs.get(path)?.imports ?? []) if (used.kind === "import-statement") visit(used.path);
  };
  visit([...outputs.keys()].find((path) => outputs.get(path).entryPoint === join("src", entry)));
  return [...seen].map((path) => relative(OUT, join(PWA, path)));
}

export function weigh(files, shellNames) {
  const shell = files.filter(({ file }) => shellNames.includes(file));
  const total = (some) => some.reduce((sum, { contents }) => sum + gzipBytes(contents), 0);
  return { shell_js_gzip_bytes: total(shell), offline_gzip_bytes: total(files), shell: shellNames };
}
