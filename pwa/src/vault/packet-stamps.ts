// The timestamps that travel in a bag: of its manifest, of the custody lines that a clock has seen, and the certificates they need.
import { type Bytes, hex, utf8 } from "../crypto/bytes.js";
import type { Sha256 } from "../domain/custody.js";
import type { CaseState } from "../domain/fold.js";
import { chainNames } from "../domain/packet/chains.js";
import type { PacketRecord } from "../domain/packet/record.js";
import type { Id } from "../domain/records.js";
import type { Stamped } from "./timestamping.js";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g;

/** Each certificate once. */
function certificates(chains: readonly Uint8Array[]): Bytes {
  const all = chains.flatMap((chain) => new TextDecoder().decode(chain).match(CERTIFICATE) ?? []);
  return utf8([...new Set(all.map((one) => `${one.trim()}\n`))].join(""));
}

interface Chains {
  readonly letters: ReadonlyMap<Id, string>;
  /** How far each goes in this packet. */
  readonly heads: PacketRecord["custody_heads"];
}

/** By name below timestamps/. A stamp stays out whose line is another one by now (after a fork), or not in the packet. */
export async function stampFiles({ custody, timestamps }: CaseState, { letters, heads }: Chains, manifest: Stamped | null, digest: Sha256): Promise<ReadonlyMap<string, Bytes>> {
  const names = chainNames([...custody.keys()], letters);
  const [files, chains] = [new Map<string, Bytes>(), [] as Uint8Array[]];
  if (manifest !== null) {
    files.set("manifest.tsr", manifest.token);
    chains.push(manifest.chain);
  }
  for (const [device, stamps] of timestamps) {
    const name = names.get(device) ?? "";
    for (const { n, sha256, token, chain } of stamps) {
      const line = custody.get(device)?.lines[n - 1];
      if (line === undefined || n > (heads[name]?.n ?? 0) || hex(await digest(line)) !== hex(sha256)) continue;
      files.set(`custody-${name}-${n}.tsr`, new Uint8Array(token));
      chains.push(chain);
    }
  }
  return files.size === 0 ? files : files.set("tsa-chain.pem", certificates(chains));
}
