// The vectors of record.json: every sample case for police in both languages, and the rich one under each other profile.
import { packetRecord, type MadeRecord } from "../build.js";
import { contentsOf, leftBy, withoutLeft } from "../contents.js";
import { packetFiles } from "../files.js";
import { type Language, PROFILES, type ProfileName, recordBytes } from "../record.js";
import { emptySample, richSample, type SampleCase, sha256, smallSample } from "./sample-case.js";

const MADE = { at: Date.UTC(2026, 10, 26, 16, 47, 9, 250), tz: "America/Toronto", off: 120 };

export function madeFrom(sample: SampleCase, language: Language, profile: ProfileName, leave: readonly string[] = []): Promise<MadeRecord> {
  const { state, title, details, letters, kinds } = sample;
  const all = contentsOf(state);
  const left = new Set([...leftBy(profile, all), ...leave]);
  const files = packetFiles(withoutLeft(all, left).exhibits, left);
  return packetRecord({ state, title, made: MADE, language, profile, left, details, files, letters, kinds, version: "0.1.0" }, sha256);
}

/** By path below tests/vectors/packet. */
export async function recordVectors(): Promise<ReadonlyMap<string, Uint8Array>> {
  const samples = { empty: emptySample(), small: await smallSample(), rich: await richSample() };
  const files = new Map<string, Uint8Array>();
  for (const [name, sample] of Object.entries(samples)) {
    for (const language of ["en", "fr"] as const) files.set(`records/${name}-${language}.json`, recordBytes((await madeFrom(sample, language, "police")).record));
  }
  for (const profile of PROFILES) {
    if (profile !== "police") files.set(`records/rich-${profile}.json`, recordBytes((await madeFrom(samples.rich, "en", profile)).record));
  }
  const second = [...samples.rich.state.exhibits.values()].find(({ label }) => label === "A-002");
  const { record, chains } = await madeFrom(samples.rich, "en", "lawyer", [second?.id ?? ""]);
  files.set("records/rich-without-A-002.json", recordBytes(record));
  for (const { name, bytes } of chains) files.set(`records/rich-without-A-002.custody-${name}.jsonl`, bytes);
  return files;
}
