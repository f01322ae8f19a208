// The vectors of evidence bags: each tampering with the verdict and the findings that every verifier must give.
import { deflateRawSync } from "node:zlib";
import type { Bytes } from "../../bytes.js";
import { crc32 } from "../../zip/crc32.js";
import { bagFrom, type BagFiles, fileOf, type Made, remanifested, richSample, smallSample, text, utf8, withFile, zipOf } from "./bags.js";

export interface Expected {
  readonly note: string;
  /** Read from paper, where there is one. */
  readonly fingerprint?: string;
  readonly verdict: "intact" | "consistent" | "altered" | "not_a_packet";
  readonly findings: readonly { readonly code: string; readonly subject: string | null }[];
}

export type BagVector = Expected & { readonly zip: Bytes };

const A001 = "data/exhibits/A-001.png";
const A002 = "data/exhibits/A-002.png";
const CHAIN = "data/custody/A.jsonl";

function flipped(bytes: Bytes, at: number): Bytes {
  const next = bytes.slice();
  next[at] = (next[at] ?? 0) ^ 1;
  return next;
}

/** One byte of a file within the finished zip, as a damaged disk or a simple editor would change it. */
function flippedIn(zip: Bytes, file: Bytes): Bytes {
  return flipped(zip, Buffer.from(zip).indexOf(file) + 60);
}

function without(chain: Bytes, line: number): Bytes {
  return utf8(text(chain).split("\n").filter((_, i) => i !== line - 1).join("\n"));
}

function swapped(chain: Bytes, a: number, b: number): Bytes {
  const lines = text(chain).split("\n");
  [lines[a - 1], lines[b - 1]] = [lines[b - 1] ?? "", lines[a - 1] ?? ""];
  return utf8(lines.join("\n"));
}

/** A zip as others write it: one entry, compressed, ten million zeros in ten thousand bytes. */
function bomb(name: string): Bytes {
  const plain = Buffer.alloc(10_000_000);
  const packed = deflateRawSync(plain, { level: 9 });
  const named = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(plain), 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(plain.length, 22);
  local.writeUInt16LE(named.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  local.copy(central, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + named.length, 12);
  end.writeUInt32LE(30 + named.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, named, packed, central, named, end]));
}

function renamed(files: BagFiles, from: string, to: string): BagFiles {
  return new Map([...files].map(([name, bytes]) => [name === from ? to : name, bytes]));
}

const found = (code: string, subject: string | null = null): Expected["findings"][number] => ({ code, subject });
const vector = (note: string, verdict: Expected["verdict"], findings: Expected["findings"], files: BagFiles | Bytes, fingerprint?: string): BagVector => ({
  note, ...(fingerprint === undefined ? {} : { fingerprint }), verdict, findings, zip: files instanceof Uint8Array ? files : zipOf(files),
});

function exhibits(made: Made): readonly Promise<BagVector>[] {
  const [first, second] = [fileOf(made, A001), fileOf(made, A002)];
  const exchanged = withFile({ ...made, files: withFile(made, A001, second) }, A002, first);
  const both = [found("exhibit_changed", "A-001"), found("exhibit_changed", "A-002")];
  const one = [found("exhibit_changed", "A-001")];
  const changed = withFile(made, A001, flipped(first, 60));
  const gone = withFile(made, A002, null);
  const more = withFile(made, "data/exhibits/A-099.png", first);
  return [
    Promise.resolve(vector("one byte of an exhibit, within the zip", "altered", one, flippedIn(zipOf(made.files), first))),
    Promise.resolve(vector("one byte of an exhibit, zipped anew", "altered", one, changed)),
    remanifested(changed, made.folder).then((files) => vector("one byte of an exhibit, manifests made anew", "altered", one, files)),
    Promise.resolve(vector("two exhibits swapped", "altered", both, exchanged)),
    remanifested(exchanged, made.folder).then((files) => vector("two exhibits swapped, manifests made anew", "altered", both, files)),
    Promise.resolve(vector("an exhibit taken out", "altered", [found("exhibit_missing", "A-002"), found("bag_info_differs", "Payload-Oxum")], gone)),
    Promise.resolve(vector("an exhibit put in", "altered", [found("file_extra", "data/exhibits/A-099.png"), found("bag_info_differs", "Payload-Oxum")], more)),
  ];
}

function chains(made: Made): readonly Promise<BagVector>[] {
  const chain = fileOf(made, CHAIN);
  const lines = text(chain).trimEnd().split("\n");
  const anew = async (note: string, bytes: Bytes, findings: Expected["findings"]): Promise<BagVector> =>
    vector(note, "altered", findings, await remanifested(withFile(made, CHAIN, bytes), made.folder));
  return [
    anew("a custody line dropped, manifests made anew", without(chain, 2), [found("chain_broken", "A:2")]),
    anew("the last custody line dropped, manifests made anew", without(chain, lines.length), [found("chain_differs", "A")]),
    anew("custody lines reordered, manifests made anew", swapped(chain, 2, 3), [found("chain_broken", "A:2")]),
    anew("a custody line's time changed, manifests made anew", utf8(text(chain).replace('"offset_ms":120', '"offset_ms":121')), [found("chain_broken", "A:2")]),
    anew("a custody line without its end, manifests made anew", utf8(lines.join("\n")), [found("chain_broken", `A:${lines.length}`)]),
  ];
}

function rebuilt(made: Made, other: Made): readonly Promise<BagVector>[] {
  const record = utf8(text(fileOf(made, "data/record.json")).replace("Someone will call before Friday.", "Nobody will call."));
  const edited = withFile(made, "data/record.json", record);
  const anew = remanifested(edited, made.folder);
  const statement = utf8(text(fileOf(made, "data/record.json")).replace("the news had just begun", "the news had ended"));
  const statementId = /"id": "([0-9a-f]{32})",\s+"sealed": [^}]+\},\s+"text": "[^"]*the news had just begun/.exec(text(fileOf(made, "data/record.json")))?.[1] ?? "";
  const newly = [found("bag_info_differs", "Holdfast-Fingerprint"), found("bag_info_differs", "folder")];
  return [
    Promise.resolve(vector("the record edited", "altered", [found("file_changed", "data/record.json"), ...newly.slice(0, 1), found("bag_info_differs", "Payload-Oxum"), ...newly.slice(1)], edited)),
    anew.then((files) => vector("the record edited, manifests made anew", "altered", newly, files)),
    remanifested(withFile(made, "data/record.json", statement), made.folder).then((files) => vector("a sealed statement edited, manifests made anew", "altered", [...newly, found("statement_changed", statementId)], files)),
    Promise.resolve(vector("the whole bag rebuilt: consistent with itself", "consistent", [], other.files)),
    Promise.resolve(vector("the whole bag rebuilt, against the fingerprint on paper", "altered", [found("fingerprint_differs")], other.files, made.fingerprint)),
  ];
}

function zips(made: Made): readonly BagVector[] {
  const zip = zipOf(made.files);
  const inside = (path: string): string => `${made.folder}/${path}`;
  return [
    vector("cut short", "not_a_packet", [found("zip_truncated")], zip.slice(0, zip.length - 100)),
    vector("cut within an exhibit", "not_a_packet", [found("zip_truncated")], zip.slice(0, Buffer.from(zip).indexOf(fileOf(made, A002)) + 20)),
    vector("more behind it", "not_a_packet", [found("zip_foreign")], new Uint8Array([...zip, 0])),
    vector("a zip bomb", "not_a_packet", [found("zip_foreign")], bomb(inside(A001))),
    vector("no zip", "not_a_packet", [found("zip_foreign")], utf8("%PDF-1.7 not a zip at all")),
    vector("an empty file", "not_a_packet", [found("zip_truncated")], utf8("")),
    ...["../outside.png", "/etc/passwd", `${made.folder}/../../outside.png`, `${made.folder}\\outside.png`, `other-folder/${A001}`].map((name) =>
      vector(`a name that leaves the bag: ${name}`, "not_a_packet", [found("unsafe_name", name)], renamed(made.files, inside(A001), name)),
    ),
    vector("no record", "not_a_packet", [found("not_a_bag", "data/record.json")], withFile(made, "data/record.json", null)),
    vector("no manifest", "not_a_packet", [found("not_a_bag", "manifest-sha256.txt")], withFile(made, "manifest-sha256.txt", null)),
    vector("a record of a later format", "not_a_packet", [found("record_unreadable")], withFile(made, "data/record.json", utf8(text(fileOf(made, "data/record.json")).replace("holdfast-record/1", "holdfast-record/2")))),
    vector("a record that is no JSON", "not_a_packet", [found("record_unreadable")], withFile(made, "data/record.json", utf8('{"schema": "holdfast-record/1"'))),
  ];
}

export async function bagVectors(): Promise<readonly BagVector[]> {
  const rich = await richSample();
  const [made, small, redacted, other] = [
    await bagFrom(rich), await bagFrom(await smallSample()), await bagFrom(rich, { leave: [[...rich.state.exhibits.values()].find(({ label }) => label === "A-002")?.id ?? ""] }), await bagFrom(rich, { title: "Another title" }),
  ];
  const whole = [
    vector("a small packet", "consistent", [], small.files),
    vector("a rich packet", "consistent", [], made.files),
    vector("a rich packet with its fingerprint from paper", "intact", [], made.files, made.fingerprint),
    vector("the first sixteen digits are enough", "intact", [], made.files, made.fingerprint.slice(0, 16)),
    vector("an exhibit left out: its custody lines are hashes", "consistent", [], redacted.files),
  ];
  return [...whole, ...(await Promise.all([...exhibits(made), ...chains(made), ...rebuilt(made, other)])), ...zips(made)];
}
