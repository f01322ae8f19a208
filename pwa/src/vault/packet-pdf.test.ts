// A packet's PDF against the real server: the record goes out without a picture, and no PDF is handed out with a place left empty.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crossReference } from "../pdf/cross-reference.js";
import { standIns } from "../pdf/stand-ins.js";
import type { PacketRecord } from "../domain/packet/record.js";
import type { RunTask, Tasks } from "../worker/protocol.js";
import { taskRunner } from "../worker/tasks.js";
import { openDatabase } from "../store/schema.js";
import type { ToTypeset } from "./pdf-port.js";
import type { Vault } from "./port.js";
import { phone, png, watch } from "./testing/phone.js";
import { browser, type Browser, site, type Site } from "./testing/server.js";

let server: Site;
before(async () => void (server = await site()));
after(() => server.close());

const words = (label: string): string => `No preview of ${label}`;

/** As a JPEG's frame header says it; nobody here decodes more. */
function jpeg({ w, h }: Tasks["plate"]["input"]): Blob {
  return new Blob([Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, h >> 8, h & 255, w >> 8, w & 255, 3, 0, 0, 0, 0]), "the phone's own pixels"]);
}

interface Made {
  readonly vault: Vault;
  readonly caseId: string;
  readonly packet: ToTypeset;
  readonly site: Browser;
  readonly plates: Tasks["plate"]["input"][];
}

async function made(drawn: (input: Tasks["plate"]["input"]) => Blob | null = jpeg): Promise<Made> {
  const [device, to, plates] = [phone(), browser(server.origin), [] as Tasks["plate"]["input"][]];
  const tasks = taskRunner(() => openDatabase(device.name));
  const run = ((kind, input, hooks) => {
    if (kind !== "plate") return tasks(kind, input, hooks);
    plates.push(input as Tasks["plate"]["input"]);
    return Promise.resolve(drawn(input as Tasks["plate"]["input"]));
  }) as RunTask;
  const vault = await device.start({ door: to.door, run });
  const created = await vault.createCase("Noor", "child");
  assert.ok(created.ok);
  const bytes = new Uint8Array(await readFile(join("..", "tests", "vectors", "packet", "records", "rich-en.json")));
  const record = JSON.parse(new TextDecoder().decode(bytes)) as PacketRecord;
  const paths = record.exhibits.flatMap(({ file }) => file ?? []);
  const outcomes = await vault.addFiles(created.value, paths.map((path) => png(`the very bytes of ${path}`)), "picker", watch);
  const ids = outcomes.map(({ result }) => (result.ok ? result.value.id : ""));
  return { vault, caseId: created.value, packet: { record, bytes, pictures: new Map(paths.map((path, i) => [path, ids[i] ?? ""])) }, site: to, plates };
}

test("each picture is drawn in the shape of its place, and the PDF holds it instead of the stand-in", async () => {
  const { vault, caseId, packet, site: to, plates } = await made();
  const sent: string[] = [];
  to.cut = (request) => (sent.push(request), null);
  const pdf = await vault.packetPdf(caseId, packet, "a4", words, watch);
  assert.ok(pdf.ok);
  assert.deepEqual(sent.filter((request) => !request.includes("hello")), ["POST /packets?paper=a4"]);
  const whole = new Uint8Array(await pdf.value.arrayBuffer());
  assert.equal(new TextDecoder("latin1").decode(whole).split("the phone's own pixels").length - 1, 3);
  assert.deepEqual(plates.map(({ words: said }) => said).sort(), ["A-001", "A-002", "B-001"].map(words));
  const known = await crossReference(whole);
  assert.equal(known, null, "a cross-reference of ours is no server's: it is not written into twice");
  assert.equal(new TextDecoder().decode(await plates[0]!.file.arrayBuffer()).includes("the very bytes of exhibits/"), true);
});

test("what the server sent alone has the places and no picture", async () => {
  const { site: to, packet } = await made();
  const typeset = await to.door.exchange("/packets?paper=letter", new TextDecoder().decode(packet.bytes));
  assert.ok(typeset.ok);
  const known = await crossReference(typeset.value);
  assert.ok(known !== null);
  assert.deepEqual(standIns(typeset.value, known).map(({ label }) => label).sort(), ["A-001", "A-002", "B-001"]);
});

test("a picture that cannot be put in is named, and there is no PDF", async () => {
  const { vault, caseId, packet } = await made(() => null);
  assert.deepEqual(await vault.packetPdf(caseId, packet, "letter", words, watch), { ok: false, type: "pictures", labels: ["A-001", "A-002", "B-001"] });
  const [path = ""] = packet.pictures.keys();
  const without = { ...packet, pictures: new Map([...packet.pictures].filter(([each]) => each !== path)) };
  const missing = await (await made()).vault.packetPdf(caseId, without, "letter", words, watch);
  assert.equal(!missing.ok && missing.type, "pictures");
});

test("no network, a full server, a refusal and a change of mind each have their name", async () => {
  const { vault, caseId, packet, site: to } = await made();
  const ask = async (signal = watch.signal): Promise<unknown> => {
    const answer = await vault.packetPdf(caseId, packet, "letter", words, { ...watch, signal });
    return answer.ok ? "ok" : answer.type;
  };
  to.cut = () => "before";
  assert.equal(await ask(), "offline");
  to.cut = null;
  for (const [code, status, type] of [["busy", 503, "busy"], ["rate_limited", 429, "too_many"], ["packet_size", 422, "too_long"], ["packet_exhibits", 422, "exhibits"], ["packet_failed", 503, "server"]] as const) {
    to.refuse = (request) => (request.startsWith("POST /packets") ? { code, status } : null);
    assert.equal(await ask(), type);
  }
  const [exhibit] = packet.record.exhibits;
  const many = { ...packet, record: { ...packet.record, exhibits: Array(5_000).fill(exhibit) } };
  to.refuse = () => assert.fail("it was sent");
  assert.deepEqual(await vault.packetPdf(caseId, many, "letter", words, watch), { ok: false, type: "exhibits", most: 1_000 });
  to.refuse = null;
  assert.equal(await ask(AbortSignal.abort()), "cancelled");
});
