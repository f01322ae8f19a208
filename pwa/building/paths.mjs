// Where the build reads from and writes to: npm runs every script in pwa/.
import { join } from "node:path";

export const PWA = process.cwd();
export const SRC = join(PWA, "src");
export const LOCALES = join(PWA, "..", "server", "locales");
export const GUIDES = join(PWA, "..", "server", "guides");
export const OUT = join(PWA, "..", "static", "app");
export const PUBLIC = "/static/app";
