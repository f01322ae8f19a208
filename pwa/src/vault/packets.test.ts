// Packets from a vault: whole by the verifier, without what stays out or is damaged, and told in the record once handed over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setNote } from "../domain/build.js";
import { contentsOf } from "../domain/packet/contents.js";
import { detailsOf } from "../domain/packet/details.js";
import { addedSince, countOf, handedOver } from "../domain/packet/handed.js";
import { checked } from "./testing/checked-bag.js";
import type { Packet, PacketRequest } from "./packets-port.js";
import type { Vault } from "./port.js";
import { must, type Phone, phone, png, watch } from "./testing/phone.js";

const REQUEST: PacketRequest = { language: "en", profile: "police", left: new Set(), details: { my_name: "Dana" } };
const papers = ({ fingerprint }: Packet): { readMe: string; html: string } => ({ readMe: "READ ME\n", html: `<!doctype html>${fingerprint}` });

async function filled(pictures = 2): Promise<{ device: Phone; vault: Vault; caseId: string }> {
  const device = phone();
  const vault = await device.start();
  const caseId = must(await vault.createCase("Noor", "child"));
  await vault.addFiles(caseId, Array.from({ length: pictures }, (_, n) => png(`picture ${n}`, 3_000 + n)), "picker", watch);
  must(await vault.describe(caseId, { what: "A picture left where it is" }));
  must(await vault.save(caseId, (stamp) => setNote(stamp, stamp.newId(), { text: "He said Friday." })));
  return { device, vault, caseId };
}

test("a bag made on the phone is whole, by its own fingerprint", async () => {
  const { vault, caseId } = await filled();
  const { file, name, packet } = must(await vault.makeBag(caseId, REQUEST, papers, watch));
  const report = await checked(file);
  assert.deepEqual([report.verdict, report.findings, report.fingerprint], ["consistent", [], packet.fingerprint]);
  assert.equal(name, `holdfast-packet-${packet.fingerprint.slice(0, 12)}.zip`);
  assert.deepEqual(report.record?.exhibits.map(({ label, file: at }) => [label, at]), [["A-001", "exhibits/A-001.png"], ["A-002", "exhibits/A-002.png"], ["A-003", null]]);
  assert.equal(report.record.complainant?.name, "Dana");
  assert.deepEqual(report.chains, [{ name: "A", lines: 3 }]);
});

test("a bag around a packet that is typeset holds its PDF and that very record, whatever came since", async () => {
  const { vault, caseId } = await filled();
  const packet = must(await vault.packet(caseId, REQUEST, watch.signal));
  const pdf = new Blob(["%PDF-1.7 as it was typeset", new Uint8Array(3 * 1024 * 1024)]);
  must(await vault.save(caseId, (stamp) => setNote(stamp, stamp.newId(), { text: "Later words" })));
  must(await vault.handedOver(caseId, packet, REQUEST, "Constable Roy", "download"));
  const { file, packet: kept } = must(await vault.makeBag(caseId, REQUEST, papers, watch, { packet, pdf }));
  const report = await checked(file);
  assert.deepEqual([report.verdict, report.findings, report.fingerprint, kept.fingerprint], ["consistent", [], packet.fingerprint, packet.fingerprint]);
  const zip = new TextDecoder("latin1").decode(await file.arrayBuffer());
  assert.ok(zip.includes("/data/packet.pdf") && zip.includes(new TextDecoder("latin1").decode(await pdf.arrayBuffer())) && !zip.includes("Later words"));
});

async function damageFirst(device: Phone, vault: Vault): Promise<void> {
  const body = [...vault.current.value!.exhibits.values()][0]!.first;
  const database = await device.database();
  const chunk = await database.get("chunks", [body.kind === "file" ? body.blob.id : "", 0]);
  new Uint8Array(chunk!.bytes)[40]! ^= 1;
  await database.put("chunks", chunk!);
}

test("a picture that turns out damaged: no bag around the PDF, rather than one without it", async () => {
  const { device, vault, caseId } = await filled();
  const packet = must(await vault.packet(caseId, REQUEST, watch.signal));
  await damageFirst(device, vault);
  assert.deepEqual(await vault.makeBag(caseId, REQUEST, papers, watch, { packet, pdf: new Blob(["%PDF-1.7"]) }), { ok: false, type: "damaged" });
});

test("a damaged picture is named in the record, and the rest is whole", async () => {
  const { device, vault, caseId } = await filled();
  await damageFirst(device, vault);
  const { file, packet } = must(await vault.makeBag(caseId, REQUEST, papers, watch));
  assert.deepEqual(packet.absent, [{ label: "A-001", why: "damaged" }]);
  const report = await checked(file);
  assert.deepEqual([report.verdict, report.record?.exhibits[0]?.no_file], ["consistent", "damaged"]);
});

test("cancelled, it leaves nothing", async () => {
  const { vault, caseId } = await filled();
  const stop = new AbortController();
  stop.abort();
  assert.deepEqual(await vault.makeBag(caseId, REQUEST, papers, { signal: stop.signal, onProgress: () => undefined }), { ok: false, type: "cancelled" });
});

test("a hand-over is in the record with its custody line; what comes after it is told", async () => {
  const { vault, caseId } = await filled();
  const packet = must(await vault.packet(caseId, REQUEST, watch.signal));
  must(await vault.handedOver(caseId, packet, REQUEST, "Constable Roy", "download"));
  const state = vault.current.value!;
  const [receipt] = handedOver(state);
  assert.deepEqual([receipt?.body.to, receipt?.body.how], ["Constable Roy", "download"]);
  assert.equal(countOf(addedSince(state, receipt!)), 0);
  const all = contentsOf(state);
  const less = { ...REQUEST, left: new Set(all.exhibits.map(({ id }) => id)) };
  const without = must(await vault.packet(caseId, less, watch.signal));
  must(await vault.handedOver(caseId, without, less, "the school", "download"));
  assert.equal(countOf(addedSince(vault.current.value!, handedOver(vault.current.value!)[0]!)), 0, "what was left out is no addition");
  const lines = [...state.custody.values()].flatMap(({ lines: all }) => all.map((line) => JSON.parse(new TextDecoder().decode(line)) as Record<string, unknown>));
  assert.deepEqual([lines.at(-1)?.["event"], lines.at(-1)?.["sha256"]], ["exported", packet.fingerprint]);
  await vault.addFiles(caseId, [png("later")], "picker", watch);
  assert.deepEqual(addedSince(vault.current.value!, receipt!).exhibits.map(({ label }) => label), ["A-004"]);
  const next = must(await vault.packet(caseId, REQUEST, watch.signal));
  assert.ok(!new TextDecoder().decode(next.bytes).includes(receipt!.id));
});

test("answers are kept sealed with the case, and a blank one is taken back", async () => {
  const { vault, caseId } = await filled(0);
  must(await vault.keepDetails(caseId, { my_name: "Dana", money: "$500" }));
  must(await vault.keepDetails(caseId, { my_name: "Dana", money: "" }));
  assert.deepEqual(detailsOf(vault.current.value!), { my_name: "Dana" });
  assert.equal(contentsOf(vault.current.value!).notes.length, 1);
});
