// Timestamps of a packet against the real server: each verified by OpenSSL with the chain in the bag; only a hash goes out.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { askForStamps } from "../app/ask-for-stamps.js";
import { hex } from "../bytes.js";
import { certificatesIn } from "../bag/certificates.js";
import type { Bytes } from "../bytes.js";
import { unzipped } from "../zip/reader.js";
import { inPieces } from "../zip/testing/collect.js";
import { checked } from "./testing/checked-bag.js";
import { PASSPHRASE } from "./testing/fleet.js";
import type { Packet, PacketRequest } from "./packets-port.js";
import { must, phone, png, watch } from "./testing/phone.js";
import { browser, site, type Site } from "./testing/server.js";

let server: Site;
before(async () => void (server = await site()));
after(() => server.close());

const REQUEST: PacketRequest = { language: "en", profile: "police", left: new Set(), details: {} };
const papers = ({ fingerprint }: Packet): { readMe: string; html: string } => ({ readMe: "READ ME\n", html: fingerprint });

async function filesIn(zip: Blob): Promise<ReadonlyMap<string, Bytes>> {
  const files = new Map<string, Bytes>();
  for await (const { entry, body } of unzipped(inPieces(new Uint8Array(await zip.arrayBuffer()), 65_536), false)) {
    const parts: Uint8Array[] = [];
    for await (const piece of body) parts.push(piece);
    files.set(entry.name.replace(/^[^/]+\//, ""), new Uint8Array(Buffer.concat(parts)));
  }
  return files;
}

function verified(files: ReadonlyMap<string, Bytes>, stamp: string, of: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "stamps-"));
  try {
    for (const [name, bytes] of [["of", of], ["tsr", files.get(`timestamps/${stamp}`) ?? new Uint8Array()], ["pem", files.get("timestamps/tsa-chain.pem") ?? new Uint8Array()]] as const) writeFileSync(join(folder, name), bytes);
    return execFileSync("openssl", ["ts", "-verify", "-data", join(folder, "of"), "-in", join(folder, "tsr"), "-CAfile", join(folder, "pem")], { stdio: ["ignore", "pipe", "ignore"] }).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("without a network a bag has no stamp and says so; with one, manifest and chain are stamped, and OpenSSL agrees", async () => {
  const [device, to] = [phone(), browser(server.origin)];
  const vault = await device.start({ door: to.door });
  const caseId = must(await vault.createCase("Noor", "child"));
  await vault.addFiles(caseId, [png("one"), png("two")], "picker", watch);
  to.cut = () => "before";
  const without = must(await vault.makeBag(caseId, REQUEST, papers, watch));
  assert.equal(without.stamp, null);
  assert.deepEqual([...(await filesIn(without.file)).keys()].filter((path) => path.startsWith("timestamps/")), []);
  assert.equal((await checked(without.file)).verdict, "consistent");

  const sent: string[] = [];
  to.cut = (request) => (sent.push(request), null);
  const { file, stamp } = must(await vault.makeBag(caseId, REQUEST, papers, watch));
  assert.deepEqual([...new Set(sent)].sort(), ["GET /timestamps", "GET /v1/hello", "POST /timestamps"]);
  assert.ok(stamp !== null && !stamp.independent && Math.abs(stamp.at - Date.now()) < 60_000);
  const files = await filesIn(file);
  assert.deepEqual([...files.keys()].filter((path) => path.startsWith("timestamps/")), ["timestamps/manifest.tsr", "timestamps/custody-A-2.tsr", "timestamps/tsa-chain.pem"]);
  const line = new TextDecoder().decode(files.get("data/custody/A.jsonl")).split("\n")[1] ?? "";
  assert.match(verified(files, "manifest.tsr", files.get("manifest-sha256.txt") ?? new Uint8Array()), /OK/);
  assert.match(verified(files, "custody-A-2.tsr", new TextEncoder().encode(line)), /OK/);
  assert.throws(() => verified(files, "custody-A-2.tsr", new TextEncoder().encode("another line")));
  const chain = files.get("timestamps/tsa-chain.pem") ?? new Uint8Array();
  assert.equal(new Set(certificatesIn(chain).map(({ whole }) => hex(whole))).size, 2);

  const alone = await checked(file);
  assert.deepEqual([alone.verdict, alone.findings, alone.stamps.map(({ signed, trusted }) => [signed, trusted])], ["consistent", [], [[true, false], [true, false]]]);
  assert.equal((await checked(file, chain)).verdict, "intact");

  const kept = [...(vault.current.value?.timestamps.values() ?? [])].flat();
  assert.deepEqual(kept.map(({ n, independent }) => [n, independent]), [[2, false]]);
  sent.length = 0;
  assert.equal(await vault.stampChain(caseId), true);
  assert.deepEqual(sent, [], "a chain that a clock has seen is not asked about again");
  await vault.addFiles(caseId, [png("three")], "picker", watch);
  to.refuse = (request) => (request === "POST /timestamps" ? { code: "timestamp_authority", status: 503 } : null);
  assert.equal(await vault.stampChain(caseId), false);
  to.refuse = null;
  assert.equal(await vault.stampChain(caseId), true);
  assert.deepEqual([...(vault.current.value?.timestamps.values() ?? [])].flat().map(({ n }) => n), [2, 3]);
});

test("the phone asks by itself after a sync, about the case on screen; where nobody answered, at the next one, and then no more", async () => {
  const [device, to] = [phone(), browser(server.origin)];
  const vault = await device.start({ door: to.door });
  const caseId = must(await vault.createCase("Noor", "child"));
  await vault.addFiles(caseId, [png("one")], "picker", watch);
  askForStamps(vault);
  const asked = (): number => to.requests.filter((request) => request === "POST /timestamps").length;
  const seen = (): readonly number[] => [...(vault.current.value?.timestamps.values() ?? [])].flat().map(({ n }) => n);
  const until = async (is: () => boolean): Promise<void> => {
    for (let tries = 0; !is(); tries += 1) {
      assert.ok(tries < 200);
      await sleep(50);
    }
  };
  assert.equal(asked(), 0, "nothing is asked for a phone without an account");
  to.refuse = (request) => (request === "POST /timestamps" ? { code: "timestamp_authority", status: 503 } : null);
  must(await vault.signUp("stamped", PASSPHRASE));
  await vault.syncNow();
  await until(() => asked() > 0);
  assert.deepEqual(seen(), []);
  to.refuse = null;
  await vault.addFiles(caseId, [png("two")], "picker", watch);
  await vault.syncNow();
  await until(() => seen().includes(2));
  const before = asked();
  await vault.syncNow();
  await sleep(200);
  assert.equal(asked(), before);
});
