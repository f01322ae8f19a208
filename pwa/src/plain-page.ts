// The page without an app, in both languages: help numbers, guides, and why.

import { wayOut } from "./in-app-browser.js";

export type Reason = "too_old" | "failed" | "in_app";

function element(document: Document, name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function link(document: Document, href: string, text: string): HTMLElement {
  const made = element(document, "a", text);
  made.setAttribute("href", href);
  return made;
}

function wayToBrowser(document: Document, words: PlainWords): HTMLElement {
  const made = document.createElement("p");
  const out = wayOut(navigator.userAgent, location);
  made.appendChild(element(document, "strong", location.origin));
  if (out !== null) {
    made.appendChild(document.createElement("br"));
    made.appendChild(link(document, out, words.open_browser));
  }
  return made;
}

function section(document: Document, language: string, words: PlainWords, reason: Reason): HTMLElement {
  const made = document.createElement("section");
  made.lang = language;
  made.appendChild(element(document, "h1", words.help));
  const list = document.createElement("ul");
  for (const number of words.numbers) {
    const item = element(document, "li", `${number.name} `);
    item.appendChild(link(document, `tel:${number.tel}`, number.phone));
    list.appendChild(item);
  }
  made.appendChild(list);
  made.appendChild(element(document, "p", words[reason]));
  if (reason === "in_app") made.appendChild(wayToBrowser(document, words));
  const paragraph = document.createElement("p");
  paragraph.appendChild(link(document, words.guides_url, words.guides));
  made.appendChild(paragraph);
  return made;
}

export function showPlainPage(document: Document, reason: Reason): void {
  const main = document.createElement("main");
  main.className = "plain-page";
  for (const [language, words] of Object.entries(BUILT_PLAIN_WORDS)) {
    main.appendChild(section(document, language, words, reason));
  }
  const app = document.getElementById("app");
  if (app !== null && app.parentNode !== null) app.parentNode.replaceChild(main, app);
  else document.body.appendChild(main);
}
