import type { DmnElement } from "dmn-moddle";
import { FlowrightError, userError } from "../errors.ts";

const MAX_CHARACTERS = 8_000_000;
const MAX_DEPTH = 100;
const MAX_ELEMENTS = 500_000;
/** The parser's time grows with the square of elements that it does not know. */
const MAX_OTHER_ELEMENTS = 10_000;
const USUAL =
  /<(?:[\w-]+:)?(?:text|rule|inputEntry|outputEntry|annotationEntry|description|input|output|inputExpression|inputValues|outputValues|decision|decisionTable|variable|informationRequirement|requiredInput|requiredDecision|inputData|itemDefinition|itemComponent|typeRef|allowedValues|literalExpression|DMNShape|DMNEdge|DMNLabel|Bounds|waypoint)[\s/>]/y;

/** The DMN namespace that dmn-moddle reads (1.3) and those of the other versions, whose elements have the same names. */
const DMN_13 = "https://www.omg.org/spec/DMN/20191111/";
const VERSIONS = [
  "http://www.omg.org/spec/DMN/20180521/",
  "https://www.omg.org/spec/DMN/20211108/",
  "https://www.omg.org/spec/DMN/20230324/",
] as const;
const DMN_11 = [
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
  "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
] as const;

function refuse(problem: string): FlowrightError {
  return userError("DMN_INVALID", `this is not a DMN file that can be read: ${problem}`, { problem });
}

/** Refuses before parsing what would cost: size, nesting, and every document type (so that no entity is ever declared). */
function checkBounds(xml: string): void {
  if (xml.length > MAX_CHARACTERS) {
    const problem = `${xml.length} characters, ${MAX_CHARACTERS} are allowed`;
    throw userError("DMN_TOO_LARGE", `the DMN file is too large: ${problem}`, { problem });
  }
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml))
    throw userError("DMN_DOCTYPE_REFUSED", "the DMN file declares a document type or entities");
  let depth = 0;
  let elements = 0;
  let others = 0;
  for (let at = xml.indexOf("<"); at !== -1; at = xml.indexOf("<", at + 1)) {
    const next = xml.charAt(at + 1);
    if (next === "!" || next === "?") {
      const end = next === "?" ? "?>" : xml.startsWith("<!--", at) ? "-->" : "]]>";
      const past = xml.indexOf(end, at);
      if (past === -1) throw refuse("it ends inside a comment or section");
      at = past;
      continue;
    }
    if (next === "/") {
      depth -= 1;
      continue;
    }
    elements += 1;
    USUAL.lastIndex = at;
    if (!USUAL.test(xml)) others += 1;
    const close = xml.indexOf(">", at);
    if (close === -1) throw refuse("it ends inside a tag");
    if (xml.charAt(close - 1) !== "/") depth += 1;
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS || others > MAX_OTHER_ELEMENTS) {
      const problem =
        depth > MAX_DEPTH ? `elements nested more than ${MAX_DEPTH} deep` : `${elements} elements and more`;
      throw userError("DMN_TOO_LARGE", `the DMN file is too large: ${problem}`, { problem });
    }
  }
}

/** Elements that dmn-moddle did not understand, in a reader's words. */
function describeWarning(message: string): string {
  const content = /unparsable content <([^>]{1,100})>/u.exec(message)?.[1];
  if (content !== undefined) return `element ${content}`;
  const attribute = /unknown attribute <([^>]{1,100})>/u.exec(message)?.[1];
  if (attribute !== undefined) return `attribute ${attribute}`;
  return (message.split("\n")[0] ?? "").slice(0, 200);
}

/** An XML document as DMN elements, with what was not understood. Its cost is bounded by `checkBounds`. Throws `DMN_INVALID`, `DMN_TOO_LARGE`, `DMN_DOCTYPE_REFUSED`. */
export async function parseDmnXml(xml: string): Promise<{ root: DmnElement; warnings: string[] }> {
  checkBounds(xml);
  let text = xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml;
  for (const version of VERSIONS) text = text.replaceAll(version, DMN_13);
  for (const version of DMN_11)
    for (const quote of ['"', "'"])
      text = text.replaceAll(`${quote}${version}${quote}`, `${quote}${DMN_13}MODEL/${quote}`);
  const { DmnModdle } = await import("dmn-moddle");
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(text);
    // An element with an id that is taken is left out by the parser: a table would lack a row.
    const repeated = warnings.map(({ message }) => /duplicate ID <([^>]{1,100})>/u.exec(message)?.[1]).find(Boolean);
    if (repeated !== undefined) throw refuse(`the id ${repeated} is used twice`);
    return { root: rootElement, warnings: warnings.map(({ message }) => describeWarning(message)) };
  } catch (thrown) {
    if (thrown instanceof FlowrightError) throw thrown;
    const nested = (thrown as { warnings?: { message: string }[] }).warnings?.[0]?.message;
    const problem = (nested ?? (thrown instanceof Error ? thrown.message : "")).replaceAll(/\s+/gu, " ").slice(0, 300);
    throw refuse(problem === "" ? "it is no XML with DMN definitions" : problem);
  }
}
