// Writes the byte formats' vectors into tests/vectors: run only when docs/protocol.md itself has changed.
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outfile = join("build", "vectors.mjs");
await build({
  entryPoints: [join("src", "crypto", "testing", "make-vectors.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const { writeVectors } = await import(pathToFileURL(resolve(outfile)).href);
await writeVectors();
console.log("vectors written");
