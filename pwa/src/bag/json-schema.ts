// Whether a value fits a JSON Schema, by the few words that our published schema uses; any other word is a bug of ours.

export type Schema = Readonly<Record<string, unknown>>;
type Check = (value: unknown, wanted: unknown, schema: Schema, root: Schema) => boolean;
type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isSafeInteger(value) ? "integer" : typeof value;
}

/** Lengths are counted in characters, not in UTF-16 units. */
const lengthOf = (text: string): number => Array.from(text).length;

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known.test(text);
}

const ofText = (holds: (text: string, wanted: never) => boolean): Check => (value, wanted) => typeof value !== "string" || holds(value, wanted as never);
const ofNumber = (holds: (n: number, wanted: number) => boolean): Check => (value, wanted) => typeof value !== "number" || holds(value, wanted as number);
const ofArray = (holds: (items: readonly unknown[], wanted: never, root: Schema) => boolean): Check => (value, wanted, _, root) => !Array.isArray(value) || holds(value, wanted as never, root);
const ofObject = (holds: (fields: Fields, wanted: never, schema: Schema, root: Schema) => boolean): Check => (value, wanted, schema, root) => !isObject(value) || holds(value, wanted as never, schema, root);

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (value, path, _, root) => fits(value, (root["definitions"] as Readonly<Record<string, Schema>>)[(path as string).replace("#/definitions/", "")] ?? {}, root),
  type: (value, wanted) => [wanted].flat().includes(typeOf(value)),
  const: (value, wanted) => value === wanted,
  enum: (value, wanted) => (wanted as readonly unknown[]).includes(value),
  anyOf: (value, wanted, _, root) => (wanted as readonly Schema[]).some((one) => fits(value, one, root)),
  pattern: ofText((text, wanted: string) => matches(wanted, text)),
  minLength: ofText((text, wanted: number) => lengthOf(text) >= wanted),
  maxLength: ofText((text, wanted: number) => text.length <= wanted || lengthOf(text) <= wanted),
  minimum: ofNumber((n, wanted) => n >= wanted),
  maximum: ofNumber((n, wanted) => n <= wanted),
  minItems: ofArray((items, wanted: number) => items.length >= wanted),
  maxItems: ofArray((items, wanted: number) => items.length <= wanted),
  items: ofArray((items, wanted: Schema, root) => items.every((item) => fits(item, wanted, root))),
  required: ofObject((fields, wanted: readonly string[]) => wanted.every((name) => Object.hasOwn(fields, name))),
  properties: ofObject((fields, wanted: Readonly<Record<string, Schema>>, _, root) => Object.entries(wanted).every(([name, one]) => !Object.hasOwn(fields, name) || fits(fields[name], one, root))),
  additionalProperties: ofObject((fields, wanted: false | Schema, schema, root) => {
    const known = (schema["properties"] ?? {}) as Fields;
    return Object.entries(fields).every(([name, value]) => Object.hasOwn(known, name) || (wanted !== false && fits(value, wanted, root)));
  }),
  maxProperties: ofObject((fields, wanted: number) => Object.keys(fields).length <= wanted),
  propertyNames: ofObject((fields, wanted: Schema, _, root) => Object.keys(fields).every((name) => fits(name, wanted, root))),
};

const SAYS_NOTHING = new Set(["$schema", "title", "description", "definitions"]);

export function fits(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([word, wanted]) => {
    if (SAYS_NOTHING.has(word)) return true;
    const check = CHECKS[word];
    if (check === undefined) throw new RangeError(word);
    return check(value, wanted, schema, root);
  });
}
