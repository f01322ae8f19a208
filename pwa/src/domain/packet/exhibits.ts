// Exhibits in a packet: as files, as words about what was left in place, or as a label that stays after a removal.
import { hex } from "../../bytes.js";
import type { CaseState, Exhibit } from "../fold.js";
import type { ExhibitBody, Id } from "../records.js";
import type { NoFile, PacketExhibit } from "./record.js";
import { corrected, instant, later, recorded, textOrNull, when, words } from "./written.js";

/** Where its file is in the packet, or why there is none. */
export type FilePlace = { readonly file: string } | { readonly noFile: NoFile };

type Parts = Pick<PacketExhibit, "kind" | "file" | "no_file" | "sha256" | "bytes" | "mime" | "name" | "width" | "height" | "taken" | "platform" | "account" | "described" | "covered" | "original_kept_on">;

const NOTHING = {
  file: null, sha256: null, bytes: null, mime: null, name: null, width: null, height: null, taken: null,
  platform: null, account: null, described: null, covered: null, original_kept_on: null,
};


function partsOf(body: ExhibitBody, place: FilePlace): Parts {
  if (body.kind === "described") {
    const { what, app, account, device, seen_by, happened } = body.described;
    return {
      ...NOTHING, kind: "described", no_file: "described", platform: textOrNull(app), account: textOrNull(account), original_kept_on: textOrNull(device),
      described: { what: words(what), seen_by: textOrNull(seen_by), happened: textOrNull(happened) },
    };
  }
  const { covered } = body;
  return {
    ...NOTHING, kind: "file", file: "file" in place ? place.file : null, no_file: "file" in place ? null : place.noFile,
    sha256: hex(body.sha256), bytes: body.len, mime: textOrNull(body.mime), name: textOrNull(body.name), width: body.w ?? null, height: body.h ?? null, taken: textOrNull(body.taken),
    covered: covered === undefined ? null : { boxes: covered.boxes }, original_kept_on: textOrNull(covered?.original),
  };
}

/** `accounts`: those that the packet has. */
export function packetExhibit(state: CaseState, exhibit: Exhibit, place: FilePlace, device: string | null, accounts: ReadonlySet<Id>): PacketExhibit {
  const { id, label, body, first, removed } = exhibit;
  const written = { label, recorded: recorded(exhibit), source: { via: first.via, taken_by: null, device, from_whom: null } };
  if (removed !== null) {
    return { ...NOTHING, ...written, kind: "removed", no_file: "removed", happened: null, caption: null, accounts: [], removed_at: instant(removed, exhibit), corrections: [], additions: [] };
  }
  return {
    ...partsOf(body, place),
    ...written,
    happened: when(exhibit.happened),
    caption: textOrNull(exhibit.caption),
    accounts: [...(state.links.get(id)?.keys() ?? [])].filter((other) => accounts.has(other)).sort(),
    removed_at: null,
    corrections: corrected(first, exhibit.corrections),
    additions: later(exhibit.additions),
  };
}
