// One fact as it must be shown: what it says, its mark, how to reach whom it names, its source and its month.
import { ExternalLink, MessageSquare, Phone } from "lucide";
import type { JSX } from "preact";
import { monthOf } from "../i18n/dates.js";
import { spoken, t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import type { Fact } from "./guide-book.js";

/** The numbers that carry the colour kept for emergencies. */
const URGENT = new Set(["911", "988"]);

/** A number is read aloud: it never breaks over two lines. */
const unbroken = (number: string): string => number.replaceAll("-", "\u2011");
const digits = (number: string): string => number.replaceAll("-", "");
const site = (url: string): string => new URL(url).host.replace(/^www\./, "");

function sourceOf({ from, source, checked }: Fact): string {
  const month = monthOf(checked);
  if (from === "ours") return t("guides.own_advice", { month });
  return from === "founding" ? t("guides.founding", { source, month }) : t("help.source", { source, month });
}

export function FactView({ fact }: { readonly fact: Fact }): JSX.Element {
  return (
    <div class="fact">
      {fact.name === undefined ? null : <p class="fact-name">{fact.name}</p>}
      <p>{spoken(fact.said)}</p>
      <Ways fact={fact} />
      {fact.tells === undefined || fact.tells === "said" ? null : <p class={fact.tells === "help" ? "muted" : "confirm"}>{t(`guides.tells.${fact.tells}`)}</p>}
      {fact.confirm === undefined ? null : <p class="confirm">{t("guides.confirm", { where: fact.confirm })}</p>}
      <p class="source">{sourceOf(fact)}</p>
    </div>
  );
}

function Ways({ fact: { phone, text, url } }: { readonly fact: Fact }): JSX.Element | null {
  if (phone === undefined && text === undefined && url === undefined) return null;
  return (
    <div class="actions">
      {phone === undefined ? null : (
        <LinkButton weight={URGENT.has(phone) ? "call" : "secondary"} icon={Phone} href={`tel:${digits(phone)}`}>
          {t("guides.call", { phone: unbroken(phone) })}
        </LinkButton>
      )}
      {text === undefined ? null : (
        <LinkButton weight="secondary" icon={MessageSquare} href={`sms:${digits(text)}`}>
          {t("guides.write_to", { number: unbroken(text) })}
        </LinkButton>
      )}
      {url === undefined ? null : (
        <LinkButton weight="secondary" icon={ExternalLink} href={url} outside>
          {t("guides.open_site", { site: site(url) })}
        </LinkButton>
      )}
    </div>
  );
}
