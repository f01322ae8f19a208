// Prints the length in lines of every function in the TypeScript files listed on standard input.
import { readFileSync } from "node:fs";
import ts from "../../pwa/node_modules/typescript/lib/typescript.js";

const lengths = {};
for (const file of JSON.parse(readFileSync(0, "utf8"))) {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, kind);
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node) => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const start = lineOf(node.getStart());
      lengths[`${file}:${start + 1}`] = lineOf(node.getEnd()) - start + 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
process.stdout.write(JSON.stringify(lengths));
