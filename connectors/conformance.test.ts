import { describe, expect, it } from "vitest";
import { errorText } from "../definitions/error-texts/index.ts";
import { BUILT_IN_CONNECTORS } from "./index.ts";
import { createRegistry } from "./registry.ts";
import { checkConformance } from "./testing/index.ts";

describe.each(BUILT_IN_CONNECTORS.map((connector) => [connector.id, connector] as const))("%s", (_id, connector) => {
  it("keeps to the conformance suite", async () => expect(await checkConformance(connector)).toEqual([]));
});

describe("the connectors that come with the product", () => {
  it("offer these operations", () => {
    expect(createRegistry(BUILT_IN_CONNECTORS).operations.map(({ name }) => name)).toEqual([
      "smtp.send",
      "http.request",
      "http.list-items",
      "erp.upsert-party",
      "erp.archive-party",
      "erp.create-order",
      "erp.cancel-order",
      "erp.add-line",
      "tryton.upsert-party",
      "tryton.create-opportunity",
    ]);
  });

  it("have a text in both languages for what their users see", () => {
    for (const code of [
      "HTTP_REQUEST_REJECTED",
      "HTTP_ADDRESS_PRIVATE",
      "SMTP_REFUSED",
      "ERP_ANSWER_INVALID",
      "TRYTON_BUSY",
    ]) {
      expect(errorText(code, "en")).toEqual(expect.any(String));
      expect(errorText(code, "zh")).toMatch(/\p{Script=Han}/u);
    }
  });
});
