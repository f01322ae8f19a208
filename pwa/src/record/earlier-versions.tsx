// Every earlier wording of a text, newest first: nothing that was once saved is gone.
import type { JSX } from "preact";
import type { Version } from "../domain/versions.js";
import { recordedTime } from "../app/recorded-time.js";
import { t } from "../i18n/t.js";
import { Disclosure } from "../ui/disclosure.js";

/** `versions`: oldest first; the last one holds and is not shown here. */
export function EarlierVersions({ versions }: { readonly versions: readonly Version<string>[] }): JSX.Element | null {
  const earlier = versions.slice(0, -1).toReversed();
  if (earlier.length === 0) return null;
  return (
    <Disclosure summary={t("record.earlier", { n: earlier.length })}>
      {earlier.map(({ value, device, ...written }) => (
        <div class="stack" key={`${device}${String(written.at)}${value}`}>
          <p class="muted">{recordedTime(written)}</p>
          <div class="card verbatim">{value === "" ? t("record.blank") : value}</div>
        </div>
      ))}
    </Disclosure>
  );
}
