import type * as z from "zod";
import { ApiError } from "./api-error.ts";

const MAX_ISSUES = 50;

/** The value by its schema. Throws REQUEST_INVALID with every field error (at most 50), paths dotted below `prefix`. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, prefix = ""): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues, prefix);
}

/** REQUEST_INVALID from zod's issues; unknown keys become one issue each. */
export function invalidRequest(found: readonly z.core.$ZodIssue[], prefix = ""): ApiError {
  const issues = found
    .flatMap((issue) => {
      const path = [...(prefix === "" ? [] : [prefix]), ...issue.path.map(String)];
      if (issue.code !== "unrecognized_keys")
        return [{ path: path.join("."), message: issue.message, code: issue.code }];
      return issue.keys.map((key) => ({
        path: [...path, key].join("."),
        message: `the field ${key} is not known`,
        code: "unrecognized_keys",
      }));
    })
    .slice(0, MAX_ISSUES);
  const first = issues[0];
  const place = first === undefined || first.path === "" ? "body" : first.path;
  return new ApiError("REQUEST_INVALID", { count: issues.length, first: `${place}: ${first?.message ?? ""}` }, issues);
}

/** REQUEST_INVALID for one parameter that its schema alone cannot judge. */
export function refuseParameter(path: string, message: string): ApiError {
  return new ApiError("REQUEST_INVALID", { count: 1, first: `${path}: ${message}` }, [{ path, message }]);
}
