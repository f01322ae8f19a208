// Builds everything the phone downloads into static/app, each file named by its content.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bundleApp, bundleFirstScript, bundleServiceWorker, bundleStyles } from "./building/bundle.mjs";
import { catalogueFiles, plainWords } from "./building/catalogues.mjs";
import { guideFiles } from "./building/guides.mjs";
import { compressed } from "./building/compress.mjs";
import { writeKeys } from "./building/keys.mjs";
import { OUT, PUBLIC, PWA } from "./building/paths.mjs";
import { precacheList } from "./building/precache.mjs";
import { loadedWith, weigh } from "./building/report.mjs";

const named = (result) => result.outputFiles.map(({ path, contents }) => ({ file: basename(path), contents }));
const find = (files, prefix, suffix) => files.find(({ file }) => file.startsWith(prefix) && file.endsWith(suffix)).file;
const address = (file) => `${PUBLIC}/${file}`;
const byLanguage = (files, value) => Object.fromEntries(files.map(({ language, file }) => [language, value(file)]));

const { version } = JSON.parse(await readFile(join(PWA, "package.json"), "utf8"));
await writeKeys();
const [styles, catalogues, guides, words] = await Promise.all([bundleStyles(), catalogueFiles(), guideFiles(), plainWords()]);
const constants = {
  BUILT_VERSION: version,
  BUILT_WORKER_URL: "",
  BUILT_COPY_WORKER_URL: "",
  BUILT_CATALOGUE_URLS: byLanguage(catalogues, address),
  BUILT_GUIDE_URLS: byLanguage(guides, address),
};
const workersOf = (bundle) => ["worker-crypto-", "worker-copy-"].map((name) => find(named(bundle), name, ".js"));
// The page names its workers by their content, which is known once they are built.
const [worker, copyWorker] = workersOf(await bundleApp(constants));
const appBundle = await bundleApp({ ...constants, BUILT_WORKER_URL: address(worker), BUILT_COPY_WORKER_URL: address(copyWorker) });
if (workersOf(appBundle).join() !== [worker, copyWorker].join()) throw new Error("a worker holds its own address");
const main = find(named(appBundle), "main-", ".js");
const atOnce = loadedWith(appBundle.metafile, "main.tsx");
// The shell names all of these, so that none waits for another to be read, or for the first script.
const atStart = new Set([...atOnce, ...loadedWith(appBundle.metafile, "vault/vault.ts")]);
const pageBundle = await bundleFirstScript({
  BUILT_MAIN_URL: address(main),
  BUILT_PLAIN_WORDS: words,
});
const page = find(named(pageBundle), "page-", ".js");

const files = [...named(pageBundle), ...named(appBundle), ...named(styles), ...catalogues, ...guides];
const precache = { ...precacheList(files), page: address(page) };
const serviceWorker = await bundleServiceWorker({ BUILT_PRECACHE: precache });

const manifest = {
  "page.js": page,
  "main.js": main,
  "worker.js": worker,
  "worker-copy.js": copyWorker,
  "app.css": find(files, "app-", ".css"),
  "sw.js": "sw.js",
  ...Object.fromEntries(catalogues.map(({ language, file }) => [`${language}.json`, file])),
  ...Object.fromEntries(guides.map(({ language, file }) => [`guides-${language}.json`, file])),
};
const weights = weigh(files, [page, ...atOnce]);
const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

// Beside, then swapped: a server that is running never sees half a build.
const beside = `${OUT}-${String(process.pid)}`;
await mkdir(beside, { recursive: true });
const served = [...files, ...named(serviceWorker)];
const sums = served.map(({ file, contents }) => `${createHash("sha256").update(contents).digest("hex")}  ${file}\n`).sort();
const written = [...served, ...compressed(served), { file: "manifest.json", contents: asJson(manifest) }, { file: "start.json", contents: asJson([...atStart]) }, { file: "SHA256SUMS", contents: sums.join("") }];
await Promise.all(written.map(({ file, contents }) => writeFile(join(beside, file), contents)));
await rm(OUT, { recursive: true, force: true });
await rename(beside, OUT);
await mkdir(join(PWA, "build"), { recursive: true });
await writeFile(join(PWA, "build", "weights.json"), asJson(weights));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `built ${precache.version}: ${files.length} files, JavaScript that draws the shell ${kilobytes(weights.shell_js_gzip_bytes)}, ` +
    `all for offline ${kilobytes(weights.offline_gzip_bytes)} (gzip)`,
);
