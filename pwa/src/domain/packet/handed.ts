// Packets that were handed over: what each held, and what has been added to the case since the last one.
import { hex } from "../../bytes.js";
import type { CaseState, Handed } from "../fold.js";
import type { Id } from "../records.js";
import { type Contents, contentsOf, withoutLeft } from "./contents.js";

const BYTES = 8;

/** The items that the case had, in the packet or left out of it, as its receipt names them. */
export function hasBytes(contents: Contents): Uint8Array {
  const ids = Object.values(contents).flatMap((items: readonly { readonly id: Id }[]) => items.map(({ id }) => id.slice(0, 2 * BYTES)));
  return Uint8Array.from((ids.join("").match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
}

export function handedOver(state: CaseState): readonly Handed[] {
  return [...state.packets.values()].filter(({ removed }) => removed === null).sort((a, b) => b.at - a.at);
}

/** What the case has now and had not when this packet was made: what was left out then stays out. Exhibits removed since are no addition. */
export function addedSince(state: CaseState, { body }: Handed): Contents {
  const held = new Set<string>();
  for (let at = 0; at < body.has.length; at += BYTES) held.add(hex(body.has.subarray(at, at + BYTES)));
  const all = contentsOf(state);
  const ids = Object.values(all).flatMap((items: readonly { readonly id: Id }[]) => items.map(({ id }) => id));
  const removed = all.exhibits.filter((exhibit) => exhibit.removed !== null).map(({ id }) => id);
  return withoutLeft(all, new Set([...ids.filter((id) => held.has(id.slice(0, 2 * BYTES))), ...removed]));
}

export function countOf(contents: Contents): number {
  return Object.values(contents).flatMap((items: readonly unknown[]) => items).length;
}
