// Draws the app's icons: one mark, a holdfast gripping its stone, rasterised by a local Chromium (CHROMIUM names it).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PWA } from "./paths.mjs";

const ICONS = join(PWA, "..", "static", "icons");
const KELP = "#0E5A55";
const PAPER = "#FBF9F5";

/** On a 512 grid, inside the circle of radius 205 that every mask leaves whole. */
const mark = (colour) => `
  <g fill="none" stroke="${colour}" stroke-width="26" stroke-linecap="round" stroke-linejoin="round">
    <path d="M256 300 C248 250 270 205 256 92"/>
    <path d="M256 300 C250 345 212 345 190 392"/>
    <path d="M256 300 C262 345 300 345 322 392"/>
    <path d="M256 300 C252 340 258 352 256 388"/>
    <path d="M150 412 C205 386 307 386 362 412"/>
  </g>
  <g fill="${colour}">
    <path d="M254 262 C196 262 150 222 146 150 C206 158 250 196 254 262 Z"/>
    <path d="M262 214 C312 214 356 178 364 110 C306 114 264 152 262 214 Z"/>
  </g>`;

const svg = (body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="100%" height="100%">${body}</svg>\n`;
const rounded = svg(`<rect width="512" height="512" rx="112" fill="${KELP}"/>${mark(PAPER)}`);
const fullBleed = svg(`<rect width="512" height="512" fill="${KELP}"/>${mark(PAPER)}`);
/** Android shows only the alpha of a badge. */
const silhouette = svg(mark("#FFFFFF"));

const PICTURES = [
  ["icon-192.png", 192, rounded],
  ["icon-512.png", 512, rounded],
  ["maskable-192.png", 192, fullBleed],
  ["maskable-512.png", 512, fullBleed],
  ["apple-touch-icon.png", 180, fullBleed],
  ["badge-192.png", 192, silhouette],
];

function rasterise(file, size, drawing) {
  const folder = mkdtempSync(join(tmpdir(), "icons-"));
  const page = join(folder, "icon.html");
  writeFileSync(page, `<!doctype html><style>html,body{margin:0;height:100%;overflow:hidden}svg{display:block}</style>${drawing}`);
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--default-background-color=00000000"];
  const target = join(ICONS, file);
  const args = [...flags, `--user-data-dir=${folder}/profile`, `--window-size=${size},${size}`, `--screenshot=${target}`, page];
  const run = spawnSync(process.env.CHROMIUM ?? "chromium", args, { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
  if (run.status !== 0) throw new Error(`chromium did not draw ${file}`);
}

writeFileSync(join(ICONS, "icon.svg"), rounded);
for (const picture of PICTURES) rasterise(...picture);
