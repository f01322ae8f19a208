// The list of all that must be on the phone before it goes offline: address and SHA-256 of each file.
import { createHash } from "node:crypto";
import { PUBLIC } from "./paths.mjs";

function sha256(contents, encoding) {
  return createHash("sha256").update(contents).digest(encoding);
}

/** @param files [{ file, contents }] @returns { version, assets: [[url, integrity]] } */
export function precacheList(files) {
  const assets = files
    .map(({ file, contents }) => [`${PUBLIC}/${file}`, `sha256-${sha256(contents, "base64")}`])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { version: sha256(JSON.stringify(assets), "hex").slice(0, 12), assets };
}
