// Where the build reads from and writes to.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const PWA = join(dirname(fileURLToPath(import.meta.url)), "..");
export const SRC = join(PWA, "src");
export const LOCALES = join(PWA, "..", "server", "locales");
export const OUT = join(PWA, "..", "static", "app");
export const PUBLIC = "/static/app";
