import { describe, expect, it } from "vitest";

type Words = { [key: string]: string | Words };
const files = import.meta.glob<Words>("./{en,zh}/*.json", { import: "default", eager: true });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function flatten(words: Words, prefix = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}
const wordsOf = (language: "en" | "zh", area: string) => new Map(flatten(files[`./${language}/${area}.json`] ?? {}));
const areas = [...new Set(Object.keys(files).map((path) => path.split("/")[2]?.replace(".json", "") ?? ""))].toSorted();
const placesOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? "").toSorted();

describe.each(areas)("words of %s", (area) => {
  const en = wordsOf("en", area);
  const zh = wordsOf("zh", area);

  it("are the same in both languages, with the same places to fill", () => {
    expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted());
    const differing = [...en].filter(([key, text]) => placesOf(text).join() !== placesOf(zh.get(key) ?? "").join());
    expect(differing).toEqual([]);
  });

  it("are never empty", () => {
    expect([...en, ...zh].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

/** Whether the key is there, alone, with a plural ending, or as a group of a key that is put together. */
function isKnown(area: string, key: string): boolean {
  const words = wordsOf("en", area);
  if (key.includes("${")) {
    const start = key.slice(0, key.indexOf("${"));
    return [...words.keys()].some((known) => known.startsWith(start));
  }
  return words.has(key) || words.has(`${key}_other`);
}

describe("keys in the code", () => {
  const uses = Object.entries(sources).flatMap(([path, text]) => {
    const named = [...text.matchAll(/useTranslation\((?:\[)?"([\w-]+)"/g)].map((match) => match[1] ?? "");
    // A file that is handed its `t` may use any area: the caller chose it.
    const spaces = named.length === 0 ? areas : named;
    return [...text.matchAll(/\bt\(\s*(["`])([^"`]+)\1\s*[,)]/g)].map((match) => ({
      path,
      spaces,
      key: match[2] ?? "",
    }));
  });

  it("are found", () => expect(uses.length).toBeGreaterThan(300));

  it("all have words", () => {
    const missing = uses.filter(({ spaces, key }) => {
      const [area, rest] = key.split(":");
      if (rest !== undefined && area !== undefined) return !isKnown(area, rest);
      const fallback = spaces.includes("editor") ? ["shared", "editor-forms"] : ["shared"];
      return ![...spaces, ...fallback].some((space) => isKnown(space, key));
    });
    expect(missing.map(({ path, key }) => `${path} ${key}`)).toEqual([]);
  });
});
