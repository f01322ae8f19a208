// Writes the byte formats' vectors into tests/vectors: run only when docs/protocol.md or docs/packet-format.md itself has changed.
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const makers = [join("src", "crypto", "testing", "make-vectors.ts"), join("src", "domain", "packet", "testing", "make-packet-vectors.ts")];
const outdir = join("build", "vectors");
await build({
  entryPoints: makers,
  outdir,
  outExtension: { ".js": ".mjs" },
  entryNames: "[name]",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
for (const maker of makers) {
  const { writeVectors } = await import(pathToFileURL(resolve(outdir, basename(maker, ".ts") + ".mjs")).href);
  await writeVectors();
}
console.log("vectors written");
