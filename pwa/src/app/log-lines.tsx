// The last log lines of a number: when, who, what they said.
import type { JSX } from "preact";
import type { Contact } from "../domain/fold.js";
import { clockTime, shortDate } from "../i18n/dates.js";
import { whoWords } from "./contact-words.js";

export function LogLines({ contacts }: { readonly contacts: readonly Contact[] }): JSX.Element {
  return (
    <ol class="rows">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <a class="row log-line" href={`#/record/${contact.id}`}>
            <span class="row-main">
              <span class="row-detail">
                {shortDate(contact.body.started)}, {clockTime(contact.body.started)}
              </span>
              <span class="row-title">{whoWords(contact)}</span>
              {contact.body.said === undefined ? null : <span class="verbatim">{contact.body.said}</span>}
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
