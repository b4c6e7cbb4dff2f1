import type { Json } from "../../../../definitions/json.ts";

type Schema = Readonly<Record<string, unknown>>;
const MAX_DEPTH = 6;
const BY_FORMAT: Record<string, string> = {
  email: "ann@example.com",
  uri: "https://example.com",
  "date-time": "2026-03-02T09:00:00Z",
  date: "2026-03-02",
};
const BY_NAME: Record<string, string> = {
  name: "Ann Example",
  firstName: "Ann",
  lastName: "Example",
  email: "ann@example.com",
  phone: "+49 30 1234567",
  company: "Example Ltd",
  subject: "A question",
  title: "A question",
  country: "DE",
  city: "Berlin",
};

/** A text that suits a field's name; empty where none is known. */
export function sampleText(name: string): string {
  return BY_NAME[name] ?? "";
}

/** A value that a JSON Schema allows: its example or default, else something plausible. Null for what says nothing. */
export function sampleOfSchema(schema: unknown, name = "", depth = 0): Json {
  if (typeof schema !== "object" || schema === null || depth > MAX_DEPTH) return null;
  const given = schema as Schema;
  const { examples } = given;
  if ("const" in given) return given["const"] as Json;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
  if ("default" in given) return given["default"] as Json;
  if (Array.isArray(given["enum"])) return (given["enum"][0] ?? null) as Json;
  const options = given["anyOf"] ?? given["oneOf"];
  if (Array.isArray(options)) {
    const found = (options as Schema[]).find(({ type }) => type !== "null");
    return sampleOfSchema(found, name, depth + 1);
  }
  const type = Array.isArray(given["type"]) ? given["type"].find((one) => one !== "null") : given["type"];
  switch (type) {
    case "string":
      return BY_FORMAT[String(given["format"])] ?? (sampleText(name) || "sample");
    case "number":
    case "integer":
      return typeof given["minimum"] === "number" ? given["minimum"] : 1;
    case "boolean":
      return true;
    case "array":
      return given["items"] === undefined ? [] : [sampleOfSchema(given["items"], name, depth + 1)];
    case "object":
      return Object.fromEntries(
        Object.entries((given["properties"] ?? {}) as Record<string, unknown>).map(([key, property]) => [
          key,
          sampleOfSchema(property, key, depth + 1),
        ]),
      );
    default:
      return null;
  }
}
