// The papers as a page of the app, for reading and for the phone's own print.
import type { ComponentChildren, JSX } from "preact";
import type { Block, Paper } from "./blocks.js";

interface ViewProps {
  readonly paper: Paper;
  readonly language: string;
  /** How a picture is drawn, or null where none is asked for. */
  readonly plate?: (file: string, label: string) => ComponentChildren;
}

export function PaperView({ paper, language, plate }: ViewProps): JSX.Element {
  return (
    <article class="paper" lang={language}>
      {paper.map((blocks, n) => (
        <section key={n}>
          {blocks.map((block, at) => (
            <Drawn key={at} block={block} plate={plate} />
          ))}
        </section>
      ))}
    </article>
  );
}

function Drawn({ block, plate }: { readonly block: Block; readonly plate: ViewProps["plate"] }): JSX.Element | null {
  switch (block.kind) {
    case "title":
      return <h2 class="paper-title">{block.text}</h2>;
    case "heading":
      return <h3>{block.text}</h3>;
    case "subheading":
      return <h4 dir="auto">{block.text}</h4>;
    case "text":
      return <p>{block.text}</p>;
    case "muted":
      return <p class="muted">{block.text}</p>;
    case "mono":
      return <p class="mono">{block.text}</p>;
    case "words":
      return (
        <p class="paper-words" dir="auto">
          {block.text}
        </p>
      );
    case "list":
      return (
        <ul class="plain-list">
          {block.items.map((item, n) => (
            <li key={n} dir="auto">
              {item}
            </li>
          ))}
        </ul>
      );
    case "sign":
      return (
        <>
          {block.labels.map((label) => (
            <p key={label} class="paper-sign">
              {label}
            </p>
          ))}
        </>
      );
    case "pairs":
      return <Pairs pairs={block.pairs} />;
    case "table":
      return <Table head={block.head} rows={block.rows} />;
    case "plate":
      return (
        <figure class="paper-plate">
          {plate?.(block.file, block.label)}
          <figcaption>{`${block.label} ${block.caption}`}</figcaption>
        </figure>
      );
  }
}

function Pairs({ pairs }: Pick<Extract<Block, { kind: "pairs" }>, "pairs">): JSX.Element {
  return (
    <dl class="paper-pairs">
      {pairs.map(([label, value], n) => (
        <div key={n}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ head, rows }: Pick<Extract<Block, { kind: "table" }>, "head" | "rows">): JSX.Element {
  return (
    <table class="paper-table">
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            {row.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
