// What a check of a packet can find (docs/packet-format.md, To check a packet), and the verdict that follows.
import { compareText } from "../canonical.js";

export const FINDINGS = [
  "zip_foreign", "zip_truncated", "unsafe_name", "not_a_bag", "record_unreadable",
  "file_changed", "file_missing", "file_extra", "exhibit_changed", "exhibit_missing", "bag_info_differs",
  "chain_broken", "chain_differs", "custody_differs", "custody_absent", "statement_changed",
  "timestamp_foreign", "timestamp_unreadable", "fingerprint_differs",
] as const;
export type FindingCode = (typeof FINDINGS)[number];

export interface Finding {
  readonly code: FindingCode;
  /** A label, a path, a chain and its line, an id; null where the code says all. */
  readonly subject: string | null;
}

export type Verdict = "intact" | "consistent" | "altered" | "not_a_packet";

const ENDING: ReadonlySet<FindingCode> = new Set(["zip_foreign", "zip_truncated", "unsafe_name", "not_a_bag", "record_unreadable"]);

/** By the table's order, then by subject; each once. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const sorted = [...findings].sort((a, b) => FINDINGS.indexOf(a.code) - FINDINGS.indexOf(b.code) || compareText(a.subject ?? "", b.subject ?? ""));
  return sorted.filter(({ code, subject }, i) => i === 0 || sorted[i - 1]?.code !== code || sorted[i - 1]?.subject !== subject);
}

/** `anchored`: something from outside the packet vouches for it. */
export function verdictOf(findings: readonly Finding[], anchored: boolean): Verdict {
  if (findings.some(({ code }) => ENDING.has(code))) return "not_a_packet";
  if (findings.length > 0) return "altered";
  return anchored ? "intact" : "consistent";
}
