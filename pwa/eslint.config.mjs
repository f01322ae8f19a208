// The house rules for TypeScript: strictest typed linting and the walls between layers.
import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { wallFor, WALLED, DOORS, SYNTAX_BANS } from "./walls.mjs";

const TESTS = ["src/**/*.test.ts", "src/**/*.test.tsx", "src/**/testing/**"];

export default tseslint.config(
  { ignores: ["build/**", "node_modules/**", "src/**/*.gen.ts"] },
  js.configs.recommended,
  {
    files: ["src/**/*.ts", "src/**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["page", "worker", "sw", "test"].map((realm) => `./tsconfig.${realm}.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "no-restricted-syntax": ["error", ...SYNTAX_BANS],
    },
  },
  ...WALLED.map((folder) => ({
    files: [`src/${folder}/**/*.ts`, `src/${folder}/**/*.tsx`],
    ignores: TESTS,
    rules: { "no-restricted-imports": ["error", wallFor(folder)] },
  })),
  ...DOORS.map(({ files = ["src/**/*.ts", "src/**/*.tsx"], only, rules }) => ({ files, ignores: [...only, ...TESTS], rules })),
  {
    files: TESTS,
    rules: {
      // node:test's test() returns a promise that the runner itself awaits.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", name: ["test", "it", "describe", "suite", "before", "after", "beforeEach", "afterEach"], package: "node:test" }] }],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["*.mjs", "building/**/*.mjs"], languageOptions: { globals: { process: "readonly", console: "readonly", Buffer: "readonly", URL: "readonly" } } },
);
