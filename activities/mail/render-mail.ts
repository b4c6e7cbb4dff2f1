import { type Context, Liquid } from "liquidjs";
import { toPlainText } from "../../connectors/smtp/plain-text.ts";
import type { RenderedMail } from "../../connectors/sdk/services.ts";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import { isJsonObject } from "../../definitions/is-json-object.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { MailTemplate } from "../../definitions/resources.ts";

/** Characters of a template, milliseconds of rendering, and values held at once. */
const LIMITS = { parseLimit: 250_000, renderLimit: 1_000, memoryLimit: 2_000_000 };
const MAX_OUTPUT = 1_000_000;

const htmlEngine = createEngine("escape");
const textEngine = createEngine(undefined);

/**
 * Renders a mail's subject, HTML and text. Only values that the template names reach it; no file is read; in HTML every
 * value is escaped, also behind the filter `raw`. Throws MAIL_TEMPLATE_INVALID (syntax, unknown filter or tag, limits)
 * and MAIL_TEMPLATE_VALUE_MISSING (a name that the step does not give).
 */
export function renderMail(template: MailTemplate, values: JsonObject): RenderedMail {
  const html = render(htmlEngine, template.key, template.html, values);
  const text =
    template.text === undefined ? toPlainText(html) : render(textEngine, template.key, template.text, values);
  const subject = render(textEngine, template.key, template.subject ?? "", values);
  return { subject: subject.replace(/\s+/gu, " ").trim(), html, text };
}

/** Dotted names that a template reads, for example `lead.name`. Throws MAIL_TEMPLATE_INVALID. */
export function listTemplateValues(template: MailTemplate): string[] {
  const sources = [template.subject ?? "", template.html, template.text ?? ""];
  const names = sources.flatMap((source) => pathsOf(htmlEngine, template.key, source).map((path) => path.join(".")));
  return [...new Set(names)].sort();
}

function render(engine: Liquid, key: string, source: string, values: JsonObject): string {
  const named: JsonObject = {};
  for (const path of pathsOf(engine, key, source)) copyPath(values, named, path);
  try {
    const output: string = engine.parseAndRenderSync(source, named);
    if (output.length > MAX_OUTPUT) throw invalid(key, `it gives more than ${MAX_OUTPUT} characters`);
    return output;
  } catch (error) {
    throw toTemplateError(key, error);
  }
}

function pathsOf(engine: Liquid, key: string, source: string): string[][] {
  try {
    return engine.globalVariableSegmentsSync(source).map((segments) => {
      const end = segments.findIndex((segment) => typeof segment !== "string");
      return (end === -1 ? segments : segments.slice(0, end)) as string[];
    });
  } catch (error) {
    throw toTemplateError(key, error);
  }
}

/** Copies the value at a path; what lies beside it stays behind. `size`, `first` and `last` belong to Liquid. */
function copyPath(from: JsonObject, to: JsonObject, path: readonly string[]): void {
  const [name, ...rest] = path;
  if (name === undefined || !Object.hasOwn(from, name)) return;
  const value: Json = from[name] ?? null;
  if (rest.length === 0 || !isJsonObject(value)) {
    to[name] = value;
    return;
  }
  const existing = Object.hasOwn(to, name) ? to[name] : undefined;
  if (existing === value) return;
  const branch: JsonObject = isJsonObject(existing) ? existing : {};
  to[name] = branch;
  copyPath(value, branch, rest);
}

function createEngine(outputEscape: "escape" | undefined): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    ...(outputEscape === undefined ? {} : { outputEscape }),
    // An in-memory file system without files: include, render and layout find nothing.
    templates: {},
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    cache: 200,
  });
  // The built-in `raw` would switch escaping off; values come from public forms.
  engine.registerFilter("raw", (value: unknown) => value);
  engine.registerFilter("money", function money(this: { context: Context }, value: unknown, currency: unknown) {
    return typeof value === "number"
      ? `${value.toFixed(2)} ${typeof currency === "string" ? currency : ""}`.trim()
      : "";
  });
  return engine;
}

function toTemplateError(key: string, error: unknown): FlowrightError {
  if (error instanceof FlowrightError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const missing = /undefined variable: ([^,\s]+)/u.exec(message)?.[1];
  if (missing === undefined) return invalid(key, message);
  return userError("MAIL_TEMPLATE_VALUE_MISSING", `The mail template ${key} needs the value ${missing}.`, {
    template: key,
    name: missing,
  });
}
function invalid(key: string, problem: string): FlowrightError {
  return userError("MAIL_TEMPLATE_INVALID", `The mail template ${key} cannot be used: ${problem}.`, {
    template: key,
    problem,
  });
}
