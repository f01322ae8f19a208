// Sealed statements in a packet: every version of one account together, the first one first.
import { hex } from "../../bytes.js";
import type { Id } from "../records.js";
import { earlierVersions, type Sealed, type Statement } from "../statement.js";
import type { PacketStatement } from "./record.js";
import { later, recorded } from "./written.js";

type SealedStatement = Statement & { readonly sealed: Sealed };


export function isSealed(statement: Statement): statement is SealedStatement {
  return statement.sealed !== null && statement.sealed.removed === null;
}

/** By the first version of each chain; two written after one version follow each other by time. */
export function packetStatements(all: ReadonlyMap<Id, Statement>, kept: readonly SealedStatement[]): readonly PacketStatement[] {
  const chains = new Map<Id, SealedStatement[]>();
  for (const statement of [...kept].sort((a, b) => a.sealed.at - b.sealed.at)) {
    const first = earlierVersions(all, statement)[0]?.id ?? statement.id;
    chains.set(first, [...(chains.get(first) ?? []), statement]);
  }
  return [...chains.values()].map((versions) => ({
    voice: versions[0]?.voice ?? "adult",
    versions: versions.map(({ id, sealed }) => ({ id, sealed: recorded(sealed), text: sealed.body.text, sha256: hex(sealed.body.sha256), additions: later(sealed.additions) })),
  }));
}
