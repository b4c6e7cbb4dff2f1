import { RE2JS } from "re2js";
import { userError } from "../errors.ts";

const patterns = new Map<string, RE2JS>();

function invalidPattern(message: string, pattern: string): Error {
  return userError("EXPRESSION_VALUE_INVALID", message, { value: pattern });
}

/** A compiled linear-time pattern, cached. Throws `EXPRESSION_VALUE_INVALID`. */
export function compilePattern(source: string): RE2JS {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    if (source.length > 500) throw invalidPattern("the pattern is longer than 500 characters", source);
    try {
      pattern = RE2JS.compile(source);
    } catch {
      throw invalidPattern(`"${source}" is not a pattern in RE2 syntax`, source);
    }
    if (patterns.size > 500) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}
