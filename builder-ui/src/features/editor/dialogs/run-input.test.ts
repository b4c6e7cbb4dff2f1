import { expect, test } from "vitest";
import { TEMPLATES } from "../../../../../definitions/templates/index.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import { sampleInput } from "./run-input.ts";

test("a form and a webhook that are tried by hand get what their expressions read: a body with every field", () => {
  const triggers = TEMPLATES.flatMap(({ definition }) => definition.triggers);
  const tried = triggers.filter(({ type }) => type === "form" || type === "webhook");
  expect(tried.length).toBeGreaterThan(1);
  for (const trigger of tried) {
    const { body } = sampleInput(trigger, emptyCatalogue);
    expect(body).toMatchObject({ email: "ann@example.com" });
  }
});
