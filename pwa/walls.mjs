// Who may import whom, and who alone may touch a dangerous browser API.

const FEATURES = [
  "help", "first-run", "today", "record", "capture", "calls", "followups",
  "guides", "accounts", "cases", "copies", "exports", "settings", "safety", "notes", "statement", "outcomes", "doors", "packets", "verify",
];
const CORE = ["domain", "zip", "bag", "pdf", "crypto", "store", "api", "sync", "inbox", "vault", "worker", "sw", "push"];
const ALL = [...CORE, "app", "ui", "i18n", "guidance", ...FEATURES];

/** What each layer may import besides itself. A layer not named here is walled by nothing but the doors. */
const MAY_IMPORT = {
  domain: [],
  zip: [],
  pdf: [],
  // What a packet is made of and how it is checked: pure, so that a page, a worker and a test run the same.
  bag: ["domain", "zip"],
  crypto: [],
  ui: ["i18n"],
  i18n: ["store"],
  store: ["domain", "crypto"],
  api: ["domain", "crypto"],
  worker: ["crypto", "domain", "store", "zip", "bag"],
  // Seals to the public half of the inbox key: who only has that can read nothing back.
  inbox: ["domain", "crypto", "store", "worker"],
  // Posts the outbox: the sealed bytes of store through the one door of api; seals what is shared. No keys: neither vault nor sync; of crypto only what compares heads.
  sw: ["store", "api", "crypto", "inbox", "worker"],
  sync: ["domain", "crypto", "store", "api"],
  vault: ["domain", "crypto", "store", "api", "sync", "inbox", "worker", "push", "bag", "pdf"],
  guidance: ["domain", "app", "ui", "i18n"],
  ...Object.fromEntries(FEATURES.map((feature) => [feature, ["domain", "vault", "app", "ui", "i18n", "store", "guidance"]])),
};
export const WALLED = Object.keys(MAY_IMPORT);

const CRYPTO_PACKAGES = "^(@hpke/|hash-wasm|@noble/|age-encryption|node:crypto|crypto$)";

export function wallFor(folder) {
  const forbidden = ALL.filter((other) => other !== folder && !MAY_IMPORT[folder].includes(other));
  const patterns = [
    { regex: `^(\\.\\./)+(${forbidden.join("|")})(/|$)`, message: `src/${folder}/ may import only: ${MAY_IMPORT[folder].join(", ") || "nothing outward"}.` },
    { regex: "^(\\.\\./)+(main|page)(\\.|$)", message: "Nobody imports the composition root." },
  ];
  if (folder !== "crypto") patterns.push({ regex: CRYPTO_PACKAGES, message: "Only src/crypto/ touches a crypto package." });
  if (folder === "domain") patterns.push({ regex: "^[^.]", message: "The domain is pure: no packages." });
  return { patterns };
}

const global = (name, message) => ({ name, message });
const property = (object, name, message) => ({ object, property: name, message });
const CRYPTO_DOOR = "Only src/crypto/ touches WebCrypto.";
const FETCH_DOOR = "Only src/api/ talks to the server.";
const SELVES = ["window", "globalThis", "self"];

const crypto = [global("crypto", CRYPTO_DOOR)];
const network = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => global(name, FETCH_DOOR));

/** ESLint replaces a rule's options rather than merging them: each exemption restates what still holds. */
export const DOORS = [
  {
    only: ["src/crypto/**"],
    rules: {
      "no-restricted-globals": ["error", ...crypto, ...network],
      "no-restricted-properties": [
        "error",
        ...SELVES.flatMap((self) => [property(self, "crypto", CRYPTO_DOOR), property(self, "fetch", FETCH_DOOR)]),
        property("navigator", "sendBeacon", FETCH_DOOR),
      ],
    },
  },
  { files: ["src/crypto/**"], only: [], rules: { "no-restricted-globals": ["error", ...network] } },
  { files: ["src/api/**", "src/sw/**", "src/i18n/load.ts", "src/guidance/load.ts"], only: [], rules: { "no-restricted-globals": ["error", ...crypto] } },
];

const RAW_HTML = "Trusted Types refuses raw HTML: build elements instead.";

export const SYNTAX_BANS = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: RAW_HTML },
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]", message: RAW_HTML },
  { selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]", message: RAW_HTML },
  { selector: "JSXAttribute[name.name='style']", message: "Styles live in css files: the policy is style-src 'self'." },
  { selector: "CallExpression[callee.property.name='createPolicy']", message: "src/trusted-types.ts makes the one policy." },
];
