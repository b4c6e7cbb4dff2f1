import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ERROR_CODES, errorText } from "../../definitions/error-texts/index.ts";

const folder = join(import.meta.dirname, "../../definitions/error-texts");
const areas = readdirSync(folder).filter((name) => name.endsWith(".ts") && !/^(index|fill-text)\.|\.test\./.test(name));

it.each(areas)("the codes of %s can be read in both languages", async (area) => {
  const module = (await import(join(folder, area))) as Record<string, unknown>;
  const texts = Object.entries(module).find(([name]) => name.endsWith("Texts"))?.[1] as
    | Record<string, unknown>
    | undefined;
  const codes = Object.keys(texts ?? {});
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !ERROR_CODES.includes(code))).toEqual([]);
  for (const code of codes) {
    expect(errorText(code, "en")).toMatch(/\S/);
    expect(errorText(code, "zh")).toMatch(/[\u4e00-\u9fff]/);
  }
});

it("details fill a text; what is not there is no text", () => {
  expect(errorText("TEMPLATE_UNKNOWN", "en", { id: "greeting" })).toBe("There is no template greeting.");
  expect(errorText("NOTHING_SUCH", "en")).toBeUndefined();
  expect(errorText("toString", "en")).toBeUndefined();
});
