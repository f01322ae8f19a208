// Runs the phone's writer on files: the bundle, the typeset PDF, a folder of LABEL.jpg, where to write; prints what came of it.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [bundle, typeset, folder, out] = process.argv.slice(2);
const { putPlates } = await import(pathToFileURL(bundle).href);
const labels = (await readdir(folder)).map((name) => name.replace(".jpg", ""));
const places = [];
const plateFor = async (place) => {
  places.push(place);
  return new Blob([await readFile(join(folder, `${place.label}.jpg`))]);
};
const made = await putPlates(new Blob([await readFile(typeset)]), new Set(labels), plateFor);
if (made.ok) await writeFile(out, new Uint8Array(await made.value.arrayBuffer()));
console.log(JSON.stringify(made.ok ? { ok: true, places } : made));
