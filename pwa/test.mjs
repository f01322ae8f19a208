// Bundles every src/**/*.test.ts(x) and runs them on Node's test runner; `npm test -- WORD` picks files by path.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { catalogueFiles } from "./building/catalogues.mjs";

// Each run has its own folder: several may run at once.
const OUT = join("build", `tests-${String(process.pid)}`);
const words = process.argv.slice(2);
const tests = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.test\.tsx?$/.test(path))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .map((path) => join("src", path))
  .sort();

if (tests.length === 0) {
  console.error(`no test file matches ${words.join(" ")}`);
  process.exit(1);
}

/** The real catalogues, at addresses that Node's own fetch can read. */
const catalogueUrls = Object.fromEntries(
  (await catalogueFiles()).map(({ language, contents }) => [language, `data:application/json;base64,${contents.toString("base64")}`]),
);

await build({
  entryPoints: tests,
  outdir: OUT,
  outbase: "src",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { BUILT_VERSION: '"0.0.0"', BUILT_WORKER_URL: '"/static/app/worker-crypto-TEST.js"', BUILT_COPY_WORKER_URL: '"/static/app/worker-copy-TEST.js"', BUILT_CATALOGUE_URLS: JSON.stringify(catalogueUrls) },
  logLevel: "warning",
});

const bundles = tests.map((path) => join(OUT, path.slice("src/".length).replace(/\.tsx?$/, ".mjs")));
// Node would keep one core for itself; most of what these wait for is the server or the disk.
const atOnce = `--test-concurrency=${String(availableParallelism())}`;
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", atOnce, "--test-reporter=spec", ...bundles], { stdio: "inherit" });
rmSync(OUT, { recursive: true, force: true });
process.exitCode = run.status ?? 1;
