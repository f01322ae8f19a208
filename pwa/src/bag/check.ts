// Checks a packet (docs/packet-format.md): every finding by its name, and the verdict. No network, no storage, no screen.
import { type Bytes, hex } from "../bytes.js";
import { type Finding, inOrder, type Verdict, verdictOf } from "../domain/packet/findings.js";
import type { PacketExhibit, PacketRecord } from "../domain/packet/record.js";
import { certificatesIn } from "./certificates.js";
import { type FollowedChain, followChain } from "./chains-in.js";
import { BAG_INFO, BAGIT, type Digest, FINGERPRINT_FIELD, folderOf, MANIFEST, OXUM_FIELD, RECORD, TAG_MANIFEST } from "./layout.js";
import { isBagit, readInfo, readManifest } from "./manifest.js";
import { type BagFile, type ReadBag, readBag, type RunningHash } from "./read.js";
import { readRecord } from "./record-in.js";
import { checkStamps, type Stamp } from "./stamps-in.js";
import type { StampTools } from "./token.js";

export interface CheckTools extends StampTools {
  readonly digest: Digest;
  readonly hasher: () => Promise<RunningHash>;
}

export interface Report {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Null where there is no record to speak of. */
  readonly fingerprint: string | null;
  readonly record: PacketRecord | null;
  readonly chains: readonly { readonly name: string; readonly lines: number }[];
  readonly stamps: readonly Stamp[];
}

/** What came by another way than the packet. */
export interface Outside {
  /** A fingerprint from paper or by word of mouth, as fingerprintIn gives it. */
  readonly fingerprint: string | null;
  /** Certificates of an authority that the reader believes, as PEM. */
  readonly authority: Bytes | null;
}

type Files = ReadBag["files"];
type Hashes = ReadonlyMap<string, string>;

const finding = (code: Finding["code"], subject: string | null = null): Finding => ({ code, subject });

function notAPacket(found: Finding): Report {
  return { verdict: verdictOf([found], false), findings: [found], fingerprint: null, record: null, chains: [], stamps: [] };
}

interface Papers {
  readonly manifest: Hashes;
  readonly tags: Hashes;
  readonly info: Hashes;
  readonly record: BagFile;
}

function papersIn(files: Files): Papers | Finding {
  const [manifest, tags, info, record] = [readManifest(files.get(MANIFEST)), readManifest(files.get(TAG_MANIFEST)), readInfo(files.get(BAG_INFO)), files.get(RECORD)];
  if (!isBagit(files.get(BAGIT))) return finding("not_a_bag", BAGIT);
  if (info === null) return finding("not_a_bag", BAG_INFO);
  if (manifest === null) return finding("not_a_bag", MANIFEST);
  if (tags === null) return finding("not_a_bag", TAG_MANIFEST);
  if (record === undefined) return finding("not_a_bag", RECORD);
  return { manifest, tags, info, record };
}

/** `named`: paths that an exhibit's finding speaks of already. */
function manifestFindings(files: Files, { manifest, tags }: Papers, named: ReadonlySet<string>): readonly Finding[] {
  const wrong = [...manifest, ...tags].flatMap(([path, hash]) => {
    const there = files.get(path);
    if (named.has(path) || there?.sha256 === hash) return [];
    return [finding(there === undefined ? "file_missing" : "file_changed", path)];
  });
  const extra = [...files.keys()].filter((path) => path !== TAG_MANIFEST && !(path.startsWith("data/") ? manifest : tags).has(path));
  return [...wrong, ...extra.map((path) => finding("file_extra", path))];
}

interface AboutExhibits {
  readonly findings: readonly Finding[];
  readonly paths: ReadonlySet<string>;
}

function exhibitFindings(files: Files, exhibits: readonly PacketExhibit[]): AboutExhibits {
  const wrong = exhibits.filter(({ file, sha256 }) => file !== null && files.get(`data/${file}`)?.sha256 !== sha256);
  return {
    findings: wrong.map(({ label, file }) => finding(files.has(`data/${file ?? ""}`) ? "exhibit_changed" : "exhibit_missing", label)),
    paths: new Set(wrong.map(({ file }) => `data/${file ?? ""}`)),
  };
}

function infoFindings({ folder, files }: ReadBag, { info, record }: Papers): readonly Finding[] {
  const payload = [...files].filter(([path]) => path.startsWith("data/"));
  const oxum = `${payload.reduce((sum, [, { size }]) => sum + size, 0)}.${payload.length}`;
  const differs = [
    ...(folder === folderOf(record.sha256) ? [] : ["folder"]),
    ...(info.get(FINGERPRINT_FIELD) === record.sha256 ? [] : [FINGERPRINT_FIELD]),
    ...(info.get(OXUM_FIELD) === oxum ? [] : [OXUM_FIELD]),
  ];
  return differs.map((field) => finding("bag_info_differs", field));
}

function chainFindings(chains: readonly FollowedChain[], heads: PacketRecord["custody_heads"]): readonly Finding[] {
  const absent = Object.keys(heads).filter((name) => !chains.some((chain) => chain.name === name));
  const wrong = chains.flatMap(({ name, broken, head }) => {
    if (broken !== null) return [finding("chain_broken", `${name}:${broken}`)];
    const said = heads[name];
    return said !== undefined && said.n === head?.n && said.sha256 === head.sha256 ? [] : [finding("chain_differs", name)];
  });
  return [...wrong, ...absent.map((name) => finding("chain_differs", name))];
}

/** Hashes that the lines tell, by what happened to what. */
function saidBy(chains: readonly FollowedChain[]): (event: "received" | "sealed", item: string) => ReadonlySet<string> {
  const said = new Map<string, Set<string>>();
  for (const { event, item, sha256 } of chains.flatMap(({ lines }) => lines)) {
    const key = `${event} ${item}`;
    said.set(key, (said.get(key) ?? new Set()).add(sha256 ?? ""));
  }
  return (event, item) => said.get(`${event} ${item}`) ?? new Set();
}

/** Nothing is called absent while a chain does not follow. */
function custodyFindings(chains: readonly FollowedChain[], { exhibits, statements }: PacketRecord): readonly Finding[] {
  const whole = chains.every(({ broken }) => broken === null);
  const said = saidBy(chains);
  const ofExhibits = exhibits.flatMap(({ label, kind, sha256 }) => {
    const hashes = said("received", label);
    if (kind !== "file" || hashes.has(sha256 ?? "")) return [];
    if (hashes.size > 0) return [finding("custody_differs", label)];
    return whole ? [finding("custody_absent", label)] : [];
  });
  const versions = statements.flatMap((statement) => statement.versions);
  const ofStatements = versions.filter(({ id, sha256 }) => said("sealed", id).size > 0 && !said("sealed", id).has(sha256));
  return [...ofExhibits, ...ofStatements.map(({ id }) => finding("custody_differs", id))];
}

async function statementFindings({ statements }: PacketRecord, { digest }: CheckTools): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { id, text, sha256 } of statements.flatMap(({ versions }) => versions)) {
    if (hex(await digest(new TextEncoder().encode(text))) !== sha256) found.push(finding("statement_changed", id));
  }
  return found;
}

async function chainsIn(files: Files, { digest }: CheckTools): Promise<readonly FollowedChain[]> {
  const chains: FollowedChain[] = [];
  for (const [path, { bytes }] of files) {
    const [, name] = /^data\/custody\/([^/]+)\.jsonl$/.exec(path) ?? [];
    if (name !== undefined && bytes !== null) chains.push(await followChain(name, bytes, digest));
  }
  return chains;
}

async function judge(bag: ReadBag, papers: Papers, record: PacketRecord, outside: Outside, tools: CheckTools): Promise<Report> {
  const { files } = bag;
  const chains = await chainsIn(files, tools);
  const exhibits = exhibitFindings(files, record.exhibits);
  const fingerprint = papers.record.sha256;
  const stamps = await checkStamps(bag, chains, outside.authority === null ? [] : certificatesIn(outside.authority), tools);
  const read = outside.fingerprint;
  const differs = read !== null && !fingerprint.startsWith(read);
  const findings = inOrder([
    ...manifestFindings(files, papers, exhibits.paths),
    ...exhibits.findings,
    ...infoFindings(bag, papers),
    ...chainFindings(chains, record.custody_heads),
    ...custodyFindings(chains, record),
    ...(await statementFindings(record, tools)),
    ...stamps.findings,
    ...(differs ? [finding("fingerprint_differs")] : []),
  ]);
  return { verdict: verdictOf(findings, (read !== null && !differs) || stamps.anchored), findings, fingerprint, record, chains: chains.map(({ name, count }) => ({ name, lines: count })), stamps: stamps.found };
}

export async function checkBag(source: AsyncIterable<Bytes>, outside: Outside, tools: CheckTools): Promise<Report> {
  const bag = await readBag(source, tools.hasher);
  if ("code" in bag) return notAPacket(bag);
  const papers = papersIn(bag.files);
  if ("code" in papers) return notAPacket(papers);
  const record = readRecord(papers.record.bytes ?? new Uint8Array());
  if (record === null) return notAPacket(finding("record_unreadable"));
  return judge(bag, papers, record, outside, tools);
}
