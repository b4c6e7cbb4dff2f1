import type { JsonObject } from "../../../definitions/json.ts";

interface RenderedMail {
  subject: string;
  html: string;
  /** Null where the template has none: the mail's text is then made of its HTML. */
  text: string | null;
  problem: string | null;
}
const LIMITS = { renderLimit: 500, memoryLimit: 1e6, parseLimit: 1e6 };

/** Renders a mail template as the mail step does: Liquid, HTML escaped. The engine is loaded when it is first needed. */
export async function renderLiquid(
  template: { subject: string; html: string; text: string },
  values: JsonObject,
): Promise<RenderedMail> {
  const { Liquid } = await import("liquidjs");
  const html = new Liquid({ ...LIMITS, outputEscape: "escape" });
  const text = new Liquid(LIMITS);
  try {
    return {
      subject: String(await text.parseAndRender(template.subject, values)),
      html: String(await html.parseAndRender(template.html, values)),
      text: template.text === "" ? null : String(await text.parseAndRender(template.text, values)),
      problem: null,
    };
  } catch (error) {
    return { subject: "", html: "", text: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
