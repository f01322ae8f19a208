// Third step: everything that goes in, each to be left out; no exhibit is opened unless somebody asks for it.
import { Eye } from "lucide";
import type { JSX } from "preact";
import { type Contents, contentsOf, type Left, pictureKey } from "../domain/packet/contents.js";
import type { Exhibit } from "../domain/fold.js";
import { t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Disclosure } from "../ui/disclosure.js";
import { Icon } from "../ui/icon.js";
import { LongList } from "../ui/long-list.js";
import { Screen } from "../ui/screen.js";
import { type Line, linesBy } from "./content-lines.js";
import { leaveOut, leftOf } from "./making.js";
import { withMaking } from "./with-making.js";

export const ReviewScreen = withMaking(({ state, now }) => {
  const contents = contentsOf(state);
  const left = leftOf(state, now);
  const exhibits = new Map(contents.exhibits.map((exhibit) => [exhibit.id, exhibit]));
  return (
    <Screen title={t("packets.review_title")} back={{ href: "#/packets/details", label: t("packets.details_title") }}>
      <p class="lead">{t("packets.review_lead")}</p>
      <p class="muted">{`${t(`packets.profile.${now.profile}`)} · ${t(`packets.leaves.${now.profile}`)}`}</p>
      {linesBy(contents).map(([part, lines]) => (lines.length === 0 ? null : <Part key={part} {...{ part, lines, exhibits, left }} />))}
      <LinkButton wide href="#/packets/give">
        {t("ui.continue")}
      </LinkButton>
    </Screen>
  );
});

interface PartProps {
  readonly part: keyof Contents;
  readonly lines: readonly Line[];
  readonly exhibits: ReadonlyMap<string, Exhibit>;
  readonly left: Left;
}

function Part({ part, lines, exhibits, left }: PartProps): JSX.Element {
  const chosen = lines.filter(({ id }) => !left.has(id)).length;
  const draw = (at: number): JSX.Element | null => {
    const line = lines[at];
    return line === undefined ? null : <Item line={line} exhibit={exhibits.get(line.id)} left={left} />;
  };
  return (
    <Disclosure summary={`${t(`packets.part.${part}`)} · ${t("packets.count", { chosen, all: lines.length })}`}>
      <LongList label={t(`packets.part.${part}`)} what={part} count={lines.length} keyOf={(at) => lines[at]?.id ?? ""} kindOf={(at) => (hasFile(exhibits.get(lines[at]?.id ?? "")) ? "file" : "line")} draw={draw} />
    </Disclosure>
  );
}

const hasFile = (exhibit: Exhibit | undefined): boolean => exhibit?.first.kind === "file" && exhibit.removed === null;

function Item({ line, exhibit, left }: { readonly line: Line; readonly exhibit: Exhibit | undefined; readonly left: Left }): JSX.Element {
  const { id, words } = line;
  const out = left.has(id);
  const label = exhibit?.label ?? words;
  return (
    <div class="packet-item">
      <Tick keyed={id} label={words} left={left} />
      {hasFile(exhibit) && !out ? <Tick keyed={pictureKey(id)} label={`${label}, ${t("packets.with_file")}`} left={left} /> : null}
      <a class="link" href={exhibit === undefined ? "#/record" : `#/record/${id}`}>
        <Icon node={Eye} size={20} />
        {t("packets.see", { label })}
      </a>
    </div>
  );
}

function Tick({ keyed, label, left }: { readonly keyed: string; readonly label: string; readonly left: Left }): JSX.Element {
  return (
    <label class="choice">
      <input type="checkbox" checked={!left.has(keyed)} onChange={(event) => leaveOut(keyed, !event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
