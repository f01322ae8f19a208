// Help now: the four contacts of the fact file, on every screen and offline.
import { ExternalLink, MessageSquare, Phone } from "lucide";
import type { JSX } from "preact";
import { helpOpen } from "../app/help-open.js";
import { type PlainKey, t } from "../i18n/t.js";
import { LinkButton } from "../ui/button.js";
import { Sheet } from "../ui/sheet.js";

interface Contact {
  readonly id: "emergency" | "crisis" | "kids" | "cybertip";
  readonly sms?: PlainKey;
}

const CONTACTS: readonly Contact[] = [{ id: "emergency" }, { id: "crisis", sms: "help.crisis.sms" }, { id: "kids", sms: "help.kids.sms" }, { id: "cybertip" }];

/** Those who listen, and keep it to themselves unless a life is in danger: unverified, so it carries its mark. */
const HEARD: ReadonlySet<Contact["id"]> = new Set(["crisis", "kids"]);

export function HelpSheet(): JSX.Element | null {
  if (!helpOpen.value) return null;
  return (
    <Sheet title={t("help.title")} closeLabel={t("help.close")} onClose={() => (helpOpen.value = false)}>
      <p>{t("help.intro")}</p>
      <HelpContacts />
    </Sheet>
  );
}

export function HelpContacts(): JSX.Element {
  return (
    <div class="stack">
      {CONTACTS.map((contact) => (
        <HelpContact key={contact.id} {...contact} />
      ))}
      <p class="muted">
        {t("help.trace_note")} <a href="#/guide/traces" onClick={() => (helpOpen.value = false)}>{t("safety.traces")}</a>
      </p>
      <ul class="source sources">
        {CONTACTS.map(({ id }) => (
          <li key={id}>
            {t(`help.${id}.name`)}. {t("help.source", { source: t(`help.${id}.source_title`), month: t("help.checked") })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function HelpContact({ id, sms }: Contact): JSX.Element {
  return (
    <section class="help-contact">
      <h3>{t(`help.${id}.name`)}</h3>
      <p>{t(`help.${id}.what`)}</p>
      <div class="actions">
        <LinkButton weight={id === "cybertip" ? "secondary" : "call"} icon={Phone} href={`tel:${t(`help.${id}.tel`)}`}>
          {id === "cybertip" ? t("help.cybertip.call_action") : t(`help.${id}.action`)}
        </LinkButton>
        {sms === undefined || id === "emergency" || id === "cybertip" ? null : (
          <LinkButton weight="secondary" icon={MessageSquare} href={`sms:${t(sms)}`}>
            {t(`help.${id}.text_action`)}
          </LinkButton>
        )}
        {id === "cybertip" ? (
          <LinkButton weight="secondary" icon={ExternalLink} href={t("help.cybertip.url")} outside>
            {t("help.cybertip.action")}
          </LinkButton>
        ) : null}
      </div>
      <p class={HEARD.has(id) ? "confirm" : "muted"}>{HEARD.has(id) ? t("guides.tells.danger") : t(id === "emergency" ? "guides.tells.help" : "help.cybertip.tells")}</p>
      {id === "emergency" ? <p class="muted">{t("help.emergency.note")}</p> : null}
    </section>
  );
}
