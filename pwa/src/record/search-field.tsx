// The search field of the record: nothing typed here leaves the phone's memory.
import { Search } from "lucide";
import type { JSX } from "preact";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { asked } from "./record-view.js";

/** `onReady`: somebody is about to search. */
export function SearchField({ onReady }: { readonly onReady: () => void }): JSX.Element {
  return (
    <search class="search">
      <Icon node={Search} size={20} />
      <input
        class="input"
        type="search"
        value={asked.value}
        placeholder={t("record.search")}
        aria-label={t("record.search")}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterKeyHint="search"
        onFocus={onReady}
        onInput={(event) => {
          onReady();
          asked.value = event.currentTarget.value;
        }}
      />
    </search>
  );
}
