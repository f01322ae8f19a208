// What could not be verified: which case, when it came, which device it names, and why it was set aside.
import type { JSX } from "preact";
import { clockTime, fileSize, shortDate } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import type { Quarantined } from "../vault/logs-port.js";

const WHY: Readonly<Record<string, "device" | "order" | "sealed">> = {
  unknown_device: "device", revoked_device: "device", signature: "device", order: "order", commitment: "sealed", decrypt: "sealed",
};

function Item({ item }: { readonly item: Quarantined }): JSX.Element {
  const { caseTitle, at, letter, why, bytes } = item;
  return (
    <li class="row">
      <span class="row-main">
        <span class="row-title">{caseTitle === null ? t("copies.item_home") : t("copies.item_case", { title: caseTitle })}</span>
        <span class="row-detail">{t(`copies.why.${WHY[why] ?? "form"}`)}</span>
        <span class="row-detail">
          {letter === null ? t("copies.no_letter") : t("copies.letter", { letter })} {at === null ? null : t("copies.came", { when: `${shortDate(at)}, ${clockTime(at)}` })}
        </span>
        <span class="row-detail">{t("copies.kept", { size: fileSize(bytes) })}</span>
      </span>
    </li>
  );
}

export function QuarantineList({ items }: { readonly items: readonly Quarantined[] }): JSX.Element {
  return (
    <section aria-labelledby="unverified">
      <h2 id="unverified">{t("copies.unverified", { n: items.length })}</h2>
      <p>{t("copies.unverified_what")}</p>
      <ul class="rows">
        {items.map((item) => (
          <Item key={`${item.log}/${String(item.seq)}`} item={item} />
        ))}
      </ul>
    </section>
  );
}
