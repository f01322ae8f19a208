// packet.html: the papers as one file of markup, written as text, with no script and no request to anywhere.
import type { Language } from "../../domain/packet/record.js";
import type { Block, Paper } from "./blocks.js";

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Words of people: nothing in them is markup, and none turns the text around. */
export function escaped(text: string): string {
  return text.replace(UNPRINTABLE, "\u{fffd}").replace(/[&<>"']/g, (sign) => MARKUP[sign] ?? sign);
}

const SHOWN = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const TAGS = { title: "h1", heading: "h2", subheading: "h3", text: "p", muted: "p class=muted", mono: "p class=mono", words: "p class=words" } as const;

function tagged(tag: string, text: string): string {
  return `<${tag} dir=auto>${escaped(text)}</${tag.split(" ")[0] ?? tag}>`;
}

function cells(tag: "th" | "td", row: readonly string[]): string {
  return `<tr>${row.map((cell) => tagged(tag, cell)).join("")}</tr>`;
}

function plate({ label, caption, file, mime }: Extract<Block, { kind: "plate" }>): string {
  const path = escaped(file.split("/").map(encodeURIComponent).join("/"));
  const shown = SHOWN.test(mime) ? `<img src="${path}" alt="${escaped(label)}" loading=lazy>` : "";
  return `<figure>${shown}<figcaption><a href="${path}">${escaped(label)}</a> ${escaped(caption)}</figcaption></figure>`;
}

function written(block: Block): string {
  switch (block.kind) {
    case "pairs":
      return `<dl>${block.pairs.map(([label, value]) => tagged("dt", label) + tagged("dd", value)).join("")}</dl>`;
    case "list":
      return `<ul>${block.items.map((item) => tagged("li", item)).join("")}</ul>`;
    case "table":
      return `<table><thead>${cells("th", block.head)}</thead><tbody>${block.rows.map((row) => cells("td", row)).join("")}</tbody></table>`;
    case "plate":
      return plate(block);
    case "sign":
      return block.labels.map((label) => `<p class=sign>${escaped(label)}</p>`).join("");
    case "title":
    case "heading":
    case "subheading":
    case "text":
    case "muted":
    case "mono":
    case "words":
      return tagged(TAGS[block.kind], block.text);
  }
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:";
const STYLE = `body{font:11pt/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:46rem;margin:1.5rem auto;padding:0 1rem 3rem;overflow-wrap:anywhere}
h1{font-size:20pt;margin:.2em 0}h2{font-size:14pt;margin:1.4em 0 .4em;border-bottom:1px solid #777}h3{font-size:11.5pt;margin:1em 0 .2em}
.muted{color:#444;margin:.3em 0}.words,dd{white-space:pre-wrap}.words{margin:.3em 0 .6em;border-left:3px solid #777;padding-left:.7em}.mono,td:last-child{font-family:ui-monospace,monospace;font-size:9pt}
table:not(.h) td:last-child{font-size:9.5pt}dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.1rem 1rem;margin:.3em 0}dt{color:#444}dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .5rem .2rem 0;border-bottom:1px solid #bbb}
figure{margin:0 0 1.5rem;break-inside:avoid}img{max-width:100%;max-height:22cm;display:block}.sign{border-top:1px solid #111;margin-top:2.4cm;padding-top:.2em}
footer{position:fixed;bottom:0;left:0;right:0;background:#fff;color:#444;font-size:8.5pt;text-align:center}section+section{border-top:3px double #777;margin-top:2rem}
@media print{section+section{break-before:page;border:0;margin:0}body{margin:0;max-width:none;padding:0 0 1cm}h2,h3{break-after:avoid}}@page{margin:16mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8.5pt}}`;

export function htmlOf(paper: Paper, { language, title, footer }: { readonly language: Language; readonly title: string; readonly footer: string }): string {
  const head = `<!doctype html>\n<html lang=${language}><head><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${POLICY}"><meta name=viewport content="width=device-width"><meta name=referrer content=no-referrer><title>${escaped(title)}</title><style>${STYLE}</style></head>`;
  const body = paper.map((blocks) => `<section>${blocks.map(written).join("\n")}</section>`).join("\n");
  return `${head}\n<body><main>${body}</main><footer>${escaped(footer)}</footer></body></html>\n`;
}
