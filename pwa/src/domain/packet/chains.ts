// Custody chains in a packet: every line of what the packet holds, and of the rest only its hash.
import { hex, joined } from "../../bytes.js";
import type { Custody } from "../custody-lines.js";
import { readLine, type Sha256 } from "../custody.js";
import type { Id } from "../records.js";
import type { ChainHead } from "./record.js";

export interface PacketChain {
  /** As in custody_heads. */
  readonly name: string;
  readonly head: ChainHead;
  /** custody/<name>.jsonl */
  readonly bytes: Uint8Array<ArrayBuffer>;
}


/** A device's letter; where two chains have one, or none is known, a number sets them apart. */
export function chainNames(devices: readonly Id[], letters: ReadonlyMap<Id, string>): ReadonlyMap<Id, string> {
  const given = new Map<string, number>();
  return new Map(
    devices.map((device) => {
      const letter = letters.get(device);
      const n = (given.get(letter ?? "") ?? 0) + 1;
      given.set(letter ?? "", n);
      if (letter === undefined) return [device, `other-${n}`];
      return [device, n === 1 ? letter : `${letter}.${n}`];
    }),
  );
}

/** `keeps`: whether a line about this label or id is written out. */
export async function packetChain(name: string, { lines }: Custody, keeps: (item: string) => boolean, digest: Sha256): Promise<PacketChain | null> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let head: ChainHead | null = null;
  for (const [index, line] of lines.entries()) {
    const sha256 = hex(await digest(line));
    const read = readLine(line);
    head = { n: index + 1, sha256 };
    parts.push(read !== null && keeps(read.item) ? line : encoder.encode(JSON.stringify({ n: index + 1, redacted: sha256 })), encoder.encode("\n"));
  }
  return head === null ? null : { name, head, bytes: joined(parts) };
}
