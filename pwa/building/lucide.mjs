// Imports each icon from its own file: through lucide's index, one icon of a late screen would come with the first one of the frame.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PWA } from "./paths.mjs";

const ESM = join(PWA, "node_modules", "lucide", "dist", "esm");
const IMPORT = /^import \{([^}]+)\} from "lucide";$/gm;

/** The index says under which names each icon goes. */
async function filesByName() {
  const index = await readFile(join(ESM, "lucide.mjs"), "utf8");
  const lines = [...index.matchAll(/export \{([^}]+)\} from ["']\.\/(icons\/[\w-]+\.mjs)["']/g)];
  return new Map(lines.flatMap(([, names, file]) => [...names.matchAll(/default as (\w+)/g)].map(([, name]) => [name, file])));
}

function single(files, part) {
  const [name, local = name] = part.trim().split(/ as /);
  const file = files.get(name);
  if (file === undefined) throw new Error(`lucide has no icon ${name}`);
  return `import ${local} from ${JSON.stringify(join(ESM, file))};`;
}

/** On the same line: what follows stays where it was. */
export const singleIcons = {
  name: "single-icons",
  setup(build) {
    let files;
    build.onLoad({ filter: /[\\/]src[\\/].*\.tsx$/ }, async ({ path }) => {
      files ??= await filesByName();
      const source = await readFile(path, "utf8");
      const contents = source.replace(IMPORT, (_, names) => names.split(",").filter((part) => !/^\s*(type\s.*)?$/.test(part)).map((part) => single(files, part)).join(" "));
      return { contents, loader: "tsx" };
    });
  },
};
