// A packet's fingerprint to be read aloud, and what an officer does with it.
import type { JSX } from "preact";
import { grouped } from "../bytes.js";
import { t } from "../i18n/t.js";
import { Card } from "../ui/card.js";
import { shortOf } from "./paper/paper.js";

export function FingerprintCard({ fingerprint }: { readonly fingerprint: string }): JSX.Element {
  return (
    <Card title={t("packets.fingerprint")}>
      <p class="packet-print">{shortOf(fingerprint)}</p>
      <p class="muted">{t("packets.fingerprint_note")}</p>
      <p class="mono">{grouped(fingerprint)}</p>
    </Card>
  );
}
