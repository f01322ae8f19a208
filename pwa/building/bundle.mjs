// The esbuild settings shared by every realm, and the bundles.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { singleIcons } from "./lucide.mjs";
import { OUT, PUBLIC, PWA, SRC } from "./paths.mjs";

const oldest = JSON.parse(await readFile(join(PWA, "oldest-browsers.json"), "utf8"));
export const TARGET = Object.entries(oldest).map(([name, version]) => name + version);

const BASE = {
  absWorkingDir: PWA,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: OUT,
  publicPath: PUBLIC,
  target: TARGET,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".woff2": "file" },
  logLevel: "warning",
};

function quoted(constants) {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** Parsed by browsers too old for the app, so that they can be told. */
export function bundleFirstScript(constants) {
  const entryPoints = { page: join(SRC, "page.ts") };
  const supported = { "dynamic-import": true };
  return build({ ...BASE, entryPoints, format: "esm", target: "es2017", supported, define: quoted(constants) });
}

const WORKERS = { "worker-crypto": join(SRC, "worker", "main.ts"), "worker-copy": join(SRC, "worker", "copy-main.ts") };
/** age-encryption draws these in for recipients that nothing here makes: a file is locked by a passphrase alone (crypto/age.ts). */
const UNUSED = join(SRC, "crypto", "age-unused.ts");
const alias = Object.fromEntries(["@noble/post-quantum/hybrid.js", "@noble/curves/nist.js", "@noble/curves/ed25519.js"].map((name) => [name, UNUSED]));

/** The page and its workers share what they both use: the phone keeps it once. */
export function bundleApp(constants) {
  const entryPoints = { main: join(SRC, "main.tsx"), ...WORKERS };
  return build({ ...BASE, entryPoints, format: "esm", splitting: true, alias, plugins: [singleIcons], define: quoted(constants) });
}

export function bundleStyles() {
  return build({ ...BASE, entryPoints: { app: join(SRC, "app.css") } });
}

/** Not hashed: a service worker keeps its address for life. A classic script: Firefox starts no other as a service worker. */
export function bundleServiceWorker(constants) {
  const entryPoints = { sw: join(SRC, "sw", "main.ts") };
  return build({ ...BASE, entryPoints, format: "iife", entryNames: "[name]", define: quoted(constants) });
}
