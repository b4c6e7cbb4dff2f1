import * as z from "zod";
import { label } from "../sdk/label.ts";

export const ERP_RETRY = {
  maximumAttempts: 8,
  initialInterval: "PT2S",
  backoffCoefficient: 2,
  maximumInterval: "PT10M",
} as const;
export const ERP_TIMEOUT = "PT1M";

/** The ERP's own id of something. */
export function idField(en: string, zh: string) {
  return z
    .union([z.string().min(1).max(200), z.int()])
    .transform(String)
    .meta(label({ en, zh, widget: "expression" }));
}
