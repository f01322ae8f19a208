// They contacted us again: save it, tell the officer, a reminder until that is done, and what becomes of it in the next packet.
import { Camera, NotebookPen, Package, Phone } from "lucide";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ensureCase } from "../app/first-case.js";
import { NumberValue } from "../app/number-value.js";
import { go } from "../app/route.js";
import { failureWords } from "../app/save-failure.js";
import { useVault } from "../app/vault-context.js";
import { zone } from "../app/zone.js";
import { newFollowup } from "../domain/build.js";
import { addDays, localTime } from "../domain/local-time.js";
import { wallet } from "../domain/numbers.js";
import { t } from "../i18n/t.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { RowLink } from "../ui/row.js";
import { Screen } from "../ui/screen.js";

export function AgainScreen(): JSX.Element {
  const vault = useVault();
  const state = vault.current.value;
  const number = state === null ? undefined : wallet(state).police.at(-1);
  const problem = useSignal<string | null>(null);
  const remind = async (): Promise<void> => {
    const made = await ensureCase(vault);
    let id = "";
    const saved = made.ok
      ? await vault.save(made.value, (stamp) => {
          id = stamp.newId();
          const due = `${addDays(localTime(stamp.at, zone()), 1).slice(0, 10)}T09:00`;
          return newFollowup(stamp, { number: number?.id ?? null, contact: number?.body.contact ?? null, ask: t("today.again.ask"), due, zone: zone(), rule: null }, id);
        })
      : made;
    if (saved.ok) go(`#/followups/${id}`);
    else problem.value = failureWords(saved.type);
  };
  return (
    <Screen title={t("today.again.title")} back={{ href: "#/today", label: t("today.title") }}>
      <p class="lead">{t("today.again.lead")}</p>
      <section class="stack">
        <h2>{t("today.again.save")}</h2>
        <div class="rows">
          <RowLink icon={Camera} href="#/capture" title={t("capture.pictures")} detail={t("capture.pictures_hint")} />
          <RowLink icon={NotebookPen} href="#/notes/new" title={t("capture.note")} detail={t("capture.note_hint")} />
        </div>
      </section>
      <section class="stack">
        <h2>{t("today.again.tell")}</h2>
        {number === undefined ? null : <NumberValue number={number} size="large" />}
        <blockquote>{t("today.again.words")}</blockquote>
        <div class="rows">
          <RowLink icon={Phone} href={`#/calls/start${number === undefined ? "" : `?number=${number.id}`}`} title={t("calls.start_title")} />
        </div>
        {problem.value === null ? null : <Notice tone="wrong" live title={problem.value} />}
        <Button weight="secondary" wide onClick={() => void remind()}>
          {t("today.again.remind")}
        </Button>
      </section>
      <section class="stack">
        <h2>{t("today.again.packet")}</h2>
        <RowLink icon={Package} href="#/packets" title={t("packets.title")} detail={t("today.again.packet_hint")} />
      </section>
    </Screen>
  );
}
