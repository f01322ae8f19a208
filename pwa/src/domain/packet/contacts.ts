// Contacts, the people met in them, numbers and seized devices, as a packet tells them.
import type { CaseNumber, Contact, Outcome } from "../fold.js";
import type { Followup } from "../followup.js";
import { isDay } from "../outcome.js";
import { type Id, OUTCOMES } from "../records.js";
import type { PacketContact, PacketNumber, PacketOutcome, Person, SeizedDevice } from "./record.js";
import { corrected, instant, later, recorded, textOrNull, words } from "./written.js";

export function personOf({ service, role, name, rank, badge, phone }: Contact["body"]): Person {
  return { service: textOrNull(service), role, name: textOrNull(name), rank: textOrNull(rank), badge: textOrNull(badge), phone: textOrNull(phone) };
}

/** `kept`: ids of the contacts that the packet has. */
export function packetContact(contact: Contact, kept: ReadonlySet<Id>): PacketContact {
  const { id, body, first } = contact;
  return {
    id,
    kind: body.kind,
    started_at: instant(body.started, contact),
    ended_at: body.ended === undefined ? null : instant(body.ended, contact),
    ...personOf(body),
    said: textOrNull(body.said),
    outcomes: body.outcomes ?? [],
    marks: (body.marks ?? []).map(({ at, code }) => ({ at: instant(at, contact), code })),
    continues: body.after !== undefined && kept.has(body.after) ? body.after : null,
    recorded: recorded(contact),
    corrections: corrected(first, contact.corrections),
    additions: later(contact.additions),
  };
}

/** Whoever has a name, a badge or a line of their own, once. */
export function peopleOf(contacts: readonly Contact[]): readonly Person[] {
  const people = contacts.map(({ body }) => personOf(body)).filter(({ name, badge }) => name !== null || badge !== null);
  return [...new Map(people.map((person) => [[person.service, person.name, person.badge].join("\n"), person])).values()];
}

export function packetNumber(number: CaseNumber): PacketNumber {
  const { id, body, first } = number;
  return { id, kind: body.kind, value: words(body.value), org: textOrNull(body.org), recorded: recorded(number), corrections: corrected(first, number.corrections) };
}

/** `kept`: ids of the numbers that the packet has. What a later Holdfast knows and this one does not is an outcome all the same. */
export function packetOutcome(outcome: Outcome, kept: ReadonlySet<Id>): PacketOutcome {
  const { id, body, first } = outcome;
  return {
    id,
    kind: OUTCOMES.find((known) => known === body.kind) ?? "other",
    on: isDay(body.on) ? body.on : null,
    said: textOrNull(body.said),
    number: body.number !== undefined && kept.has(body.number) ? body.number : null,
    recorded: recorded(outcome),
    corrections: corrected(first, outcome.corrections),
    additions: later(outcome.additions),
  };
}

export function seizedDevice({ id, clock }: Followup): SeizedDevice {
  const { item, receipt, officer, since, until } = clock ?? {};
  return { id, item: textOrNull(item), receipt: textOrNull(receipt), officer: textOrNull(officer), since: textOrNull(since), until: textOrNull(until) };
}
