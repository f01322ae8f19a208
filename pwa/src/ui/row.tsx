// A big row that leads somewhere: icon, title, one line of detail.
import { ChevronRight } from "lucide";
import type { IconNode } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.js";

interface RowProps {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly icon?: IconNode;
  readonly start?: ComponentChildren;
  readonly end?: ComponentChildren;
}

function Inside({ title, detail, icon, start, end }: RowProps): JSX.Element {
  return (
    <>
      {start}
      {icon === undefined ? null : <Icon node={icon} />}
      <span class="row-main">
        <span class="row-title">{title}</span>
        {detail === undefined ? null : <span class="row-detail">{detail}</span>}
      </span>
      {end ?? <Icon node={ChevronRight} size={20} />}
    </>
  );
}

export function RowLink({ href, onClick, ...rest }: RowProps & { readonly href: string; readonly onClick?: () => void }): JSX.Element {
  return (
    <a class="row" href={href} onClick={onClick}>
      <Inside {...rest} />
    </a>
  );
}

export function RowButton({ onClick, ...rest }: RowProps & { readonly onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="row" onClick={onClick}>
      <Inside {...rest} />
    </button>
  );
}
