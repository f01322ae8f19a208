// A sheet over the page: the browser's own modal dialog traps focus, makes the rest inert and gives focus back.
import { X } from "lucide";
import { createContext } from "preact";
import type { ComponentChildren, JSX } from "preact";
import { useContext, useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "./icon.js";

/** What must stay reachable while a sheet covers the page. */
export const SheetExtra = createContext<() => ComponentChildren>(() => null);

interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Sheet({ title, closeLabel, onClose, children }: SheetProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const extra = useContext(SheetExtra);
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id={titleId} tabIndex={-1} autoFocus>
            {title}
          </h2>
          <button type="button" class="button button-quiet" onClick={onClose}>
            <Icon node={X} size={20} />
            <span>{closeLabel}</span>
          </button>
        </div>
        {children}
        {extra()}
      </div>
    </dialog>
  );
}
