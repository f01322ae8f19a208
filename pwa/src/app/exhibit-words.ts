// An exhibit in a few words: its caption, else its file's name, else what was described.
import { fileName } from "../domain/file-name.js";
import type { Exhibit } from "../domain/fold.js";
import { t } from "../i18n/t.js";

export function exhibitWords({ caption, body }: Exhibit): string {
  if (caption !== "") return caption;
  return body.kind === "file" ? fileName(body.name ?? "") || t("record.file") : body.described.what;
}
