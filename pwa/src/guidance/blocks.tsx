// A guide's content, block by block.
import { Camera, ExternalLink, Hourglass, type IconNode, ListOrdered, PenLine, Phone, UserRound } from "lucide";
import type { JSX } from "preact";
import { FiveRules, Repairs } from "../app/rules.js";
import { type PlainKey, spoken, t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Checklist } from "./checklist.js";
import { FactView } from "./fact-view.js";
import type { Block, GuideBook, Place, Sheet } from "./guide-book.js";
import { Ladder } from "./ladder-view.js";

interface Within {
  readonly book: GuideBook;
}

export function Blocks({ blocks, book }: Within & { readonly blocks: readonly Block[] }): JSX.Element {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} book={book} />
      ))}
    </>
  );
}

function BlockView({ block, book }: Within & { readonly block: Block }): JSX.Element {
  if ("heading" in block) return <h2>{spoken(block.heading)}</h2>;
  if ("text" in block) return <p>{spoken(block.text)}</p>;
  if ("say" in block) return <blockquote>{spoken(block.say)}</blockquote>;
  if ("rungs" in block) return <Ladder rungs={block.rungs} />;
  if ("checklist" in block) return <Checklist lines={block.checklist} />;
  if ("facts" in block) return <Facts keys={block.facts} book={book} />;
  if ("see" in block) return <See ids={block.see} book={book} />;
  if ("places" in block) return <Places places={block.places} />;
  if ("sheets" in block) return <Sheets sheets={block.sheets} />;
  if ("catalogue" in block) return block.catalogue === "rules" ? <FiveRules /> : <Repairs />;
  if ("notice" in block) {
    return (
      <Notice tone="due">
        <p>{spoken(block.notice)}</p>
      </Notice>
    );
  }
  if ("opens" in block) {
    return (
      <Disclosure summary={spoken(block.opens)}>
        <Blocks blocks={block.inside} book={book} />
      </Disclosure>
    );
  }
  const texts = "steps" in block ? block.steps : block.items;
  const lines = texts.map((text, index) => <li key={index}>{spoken(text)}</li>);
  return "steps" in block ? <ol class="plain-list">{lines}</ol> : <ul class="plain-list">{lines}</ul>;
}

function Facts({ keys, book }: Within & { readonly keys: readonly string[] }): JSX.Element {
  return (
    <div class="facts">
      {keys.map((key) => {
        const fact = book.facts[key];
        return fact === undefined ? null : <FactView key={key} fact={fact} />;
      })}
    </div>
  );
}

const PLACES: Readonly<Record<Place, { readonly href: string; readonly title: PlainKey; readonly icon: IconNode }>> = {
  capture: { href: "#/capture", title: "first_run.save_proof", icon: Camera },
  statement: { href: "#/statement", title: "statement.today_title", icon: PenLine },
  clock: { href: "#/followups/clock", title: "followups.clock.row", icon: Hourglass },
  far_call: { href: "#/calls/start?far", title: "calls.start_title", icon: Phone },
  visit: { href: "#/calls/new?visit", title: "calls.log_visit", icon: UserRound },
  order: { href: "#/record/order", title: "record.order.open", icon: ListOrdered },
};

function Places({ places }: { readonly places: readonly Place[] }): JSX.Element {
  return (
    <div class="rows">
      {places.map((place) => (
        <RowLink key={place} icon={PLACES[place].icon} href={PLACES[place].href} title={t(PLACES[place].title)} />
      ))}
    </div>
  );
}

const PAPER = ["letter", "a4"] as const;

function Sheets({ sheets }: { readonly sheets: readonly Sheet[] }): JSX.Element {
  return (
    <>
      <div class="actions">
        {sheets.flatMap(({ title, path }) =>
          PAPER.map((size) => (
            <LinkButton key={path + size} weight="secondary" icon={ExternalLink} href={`${path}-${size}.pdf`} outside>
              {t("guides.sheet", { title, size: t(`guides.paper.${size}`) })}
            </LinkButton>
          )),
        )}
      </div>
      <p class="muted">{t("guides.sheets_lead")}</p>
    </>
  );
}

function See({ ids, book }: Within & { readonly ids: readonly string[] }): JSX.Element {
  const led = book.guides.filter(({ id }) => ids.includes(id));
  return (
    <div class="rows">
      {led.map(({ id, title }) => (
        <RowLink key={id} href={`#/guide/${id}`} title={spoken(title)} />
      ))}
    </div>
  );
}
