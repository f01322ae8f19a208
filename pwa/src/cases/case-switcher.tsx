// The cases at hand, from the header: one tap to switch, one to manage.
import { Check, FolderCog, Settings } from "lucide";
import type { JSX } from "preact";
import { go } from "../app/route.js";
import { useVault } from "../app/vault-context.js";
import type { Id } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { Icon } from "../ui/icon.js";
import { RowButton, RowLink } from "../ui/row.js";
import { Sheet } from "../ui/sheet.js";

export function CaseSwitcher({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const vault = useVault();
  const current = vault.current.value?.id;
  const open = (id: Id): void => {
    void vault.switchCase(id).then(() => go("#/today"));
    onClose();
  };
  return (
    <Sheet title={t("cases.sheet_title")} closeLabel={t("ui.close")} onClose={onClose}>
      <div class="rows">
        {vault.cases.value
          .filter(({ archived }) => !archived)
          .map(({ id, title }) =>
            id === current ? (
              <RowButton key={id} title={title} detail={t("cases.current")} end={<Icon node={Check} />} onClick={onClose} />
            ) : (
              <RowButton key={id} title={title} onClick={() => open(id)} />
            ),
          )}
        <RowLink icon={FolderCog} title={t("cases.manage")} href="#/cases" onClick={onClose} />
        <RowLink icon={Settings} title={t("cases.settings")} href="#/settings" onClick={onClose} />
      </div>
    </Sheet>
  );
}
