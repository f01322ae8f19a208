// Constants that build.mjs writes into the bundles.

/** The version in package.json. */
declare const BUILT_VERSION: string;

/** The crypto worker's address, with its content hash. */
declare const BUILT_WORKER_URL: string;

/** The copies' worker's address, with its content hash. */
declare const BUILT_COPY_WORKER_URL: string;

/** The catalogue of each language, with its content hash. */
declare const BUILT_CATALOGUE_URLS: Readonly<Record<"en" | "fr", string>>;

/** The guides and the facts they show in each language, and what is alike in both, with their content hash. */
declare const BUILT_GUIDE_URLS: Readonly<Record<"en" | "fr" | "both", string>>;

/** All that must be on the phone before it goes offline. `page` is the script that the shell of this version names. */
declare const BUILT_PRECACHE: {
  readonly version: string;
  readonly page: string;
  readonly assets: readonly (readonly [url: string, integrity: string])[];
};

/** The app's own script, with its content hash: imported by the page's first script. */
declare const BUILT_MAIN_URL: string;

interface PlainWords {
  readonly too_old: string;
  readonly failed: string;
  readonly in_app: string;
  readonly open_browser: string;
  readonly help: string;
  readonly guides: string;
  readonly guides_url: string;
  readonly numbers: readonly { readonly name: string; readonly phone: string; readonly tel: string }[];
}

/** The words of the page without an app, from the catalogue's room "pages". */
declare const BUILT_PLAIN_WORDS: Readonly<Record<"en" | "fr", PlainWords>>;
