// A file's name as it is kept and shown: no path, nothing invisible, nothing that turns letters around.

const LONGEST = 200;
/** Control characters, and the marks that make "gpj.exe" read as "exe.jpg". */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** "" where nothing readable is left. The end stays when it is too long: it says the kind. */
export function fileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const seen = Array.from(last.replace(UNSEEN, "").trim());
  const named = seen.length > LONGEST ? [...seen.slice(0, LONGEST - 20), "…", ...seen.slice(-19)] : seen;
  const text = named.join("");
  return /^\.*$/.test(text) ? "" : text;
}
