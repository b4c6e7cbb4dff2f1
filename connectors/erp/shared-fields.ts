import * as z from "zod";
import { label } from "../sdk/label.ts";

export const ERP_RETRY = {
  maximumAttempts: 8,
  initialInterval: "PT2S",
  backoffCoefficient: 2,
  maximumInterval: "PT10M",
} as const;
export const ERP_TIMEOUT = "PT1M";

/** The ERP's own id of something: mostly what the step that made it gave. */
export function idField(en: string, zh: string, example: string) {
  return z
    .union([z.string().min(1).max(200), z.int()])
    .transform(String)
    .meta(
      label({
        en,
        zh,
        widget: "expression",
        description: {
          en: "The ERP's own id, as the step that made or found it gave it.",
          zh: "ERP 自身的编号，由新建或查找它的步骤给出。",
        },
        examples: [example],
      }),
    );
}
