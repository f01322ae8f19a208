// What a check found: the verdict, each thing that is not as it was, and what holds.
import type { JSX } from "preact";
import { grouped } from "../bytes.js";
import type { Finding } from "../domain/packet/findings.js";
import { PROVES } from "../domain/packet/proves.js";
import { exactTime } from "../i18n/dates.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { Notice } from "../ui/notice.js";
import type { Checked } from "./checking.js";

const TONES = { intact: "done", consistent: "info", altered: "wrong", not_a_packet: "wrong" } as const;

export function findingWords({ code, subject }: Finding): string {
  return t(`packets.verify.finding.${code}` as "packets.verify.finding.file_changed", { subject: subject ?? "" });
}

function stampWords({ path, at, issuer, signed, trusted }: Checked["stamps"][number]): string {
  const [, name, n] = /custody-(.+)-(\d+)\.tsr$/.exec(path) ?? [];
  const what = name === undefined || n === undefined ? t("packets.verify.stamp_manifest") : t("packets.verify.stamp_custody", { name, n: Number(n) });
  const told = { what, time: exactTime(at) };
  if (signed === null) return t("packets.verify.stamp_unchecked", told);
  return t(trusted ? "packets.verify.stamp_trusted" : "packets.verify.stamp_carried", { ...told, issuer });
}

export function ReportView({ report }: { readonly report: Checked }): JSX.Element {
  const { verdict, findings, record } = report;
  return (
    <>
      <Notice tone={TONES[verdict]} live title={t(`packets.verify.${verdict}`)}>
        <p>{t(`packets.verify.${verdict}_body`)}</p>
        {findings.length === 0 ? null : (
          <ul>
            {findings.map((finding) => (
              <li key={`${finding.code} ${finding.subject ?? ""}`}>{findingWords(finding)}</li>
            ))}
          </ul>
        )}
      </Notice>
      {record === null ? null : <Facts report={report} />}
      <Card title={t("packets.proves.title")}>
        <ul class="plain-list">
          {PROVES.map((key) => (
            <li key={key}>{t(`packets.proves.${key}`)}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function Facts({ report }: { readonly report: Checked }): JSX.Element | null {
  const { record, findings, fingerprint, chains, stamps } = report;
  if (record === null) return null;
  const named = (code: Finding["code"]): ReadonlySet<string | null> => new Set(findings.filter((one) => one.code === code).map(({ subject }) => subject));
  const [changed, missing, broken, statements] = [named("exhibit_changed"), named("exhibit_missing"), named("chain_broken"), named("statement_changed")];
  const unchanged = record.exhibits.filter(({ label, file }) => file !== null && !changed.has(label) && !missing.has(label)).map(({ label }) => label);
  const without = record.exhibits.filter(({ file }) => file === null).map(({ label }) => label);
  const versions = record.statements.flatMap((one) => one.versions).filter(({ id }) => !statements.has(id)).length;
  const whole = chains.filter(({ name }) => ![...broken].some((subject) => subject?.startsWith(`${name}:`)));
  return (
    <Card>
      <dl class="paper-pairs">
        <Fact label={t("packets.verify.made_at")} value={exactTime(Date.parse(record.made_at))} />
        <Fact label={t("packets.verify.unchanged")} value={unchanged.join(", ")} />
        <Fact label={t("packets.verify.without_file")} value={without.join(", ")} />
        <Fact label={t("packets.verify.versions")} value={versions === 0 ? "" : String(versions)} />
        {whole.map(({ name, lines }) => (
          <Fact key={name} label={t("packets.verify.chain", { name })} value={t("packets.verify.lines", { n: lines })} />
        ))}
        <div>
          <dt>{t("packets.verify.stamps")}</dt>
          {stamps.length === 0 ? <dd>{t("packets.verify.stamp_none")}</dd> : stamps.map((stamp) => <dd key={stamp.path}>{stampWords(stamp)}</dd>)}
          {stamps.length === 0 ? null : <dd>{t("packets.verify.stamp_says")}</dd>}
        </div>
        <Fact label={t("packets.fingerprint")} value={grouped(fingerprint ?? "")} />
      </dl>
    </Card>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }): JSX.Element | null {
  if (value === "") return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
