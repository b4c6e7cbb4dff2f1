import * as z from "zod";

/** Ids of nodes, triggers, variables and branches: identifiers, so that `steps.assign.output` reads well. */
export const identifierSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, "use a letter, then letters and digits")
  .max(64);

/** Keys of workflows, tables, calendars, policies, templates: kebab-case. */
export const keySchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "use lower-case letters, digits and single hyphens")
  .max(64);

/** `connector.operation`, for example `smtp.send`. */
export const operationNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, "write connector.operation")
  .max(128);

/** Business events: dotted words, for example `lead.contacted`. */
export const eventNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/, "write words joined by dots")
  .max(128);

/** A name of a record's object (`lead`) or of one of its fields (`minutesOnSite`). */
export const objectNameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/)
  .max(64);
export const fieldNameSchema = z
  .string()
  .regex(/^[a-zA-Z_][A-Za-z0-9_]*$/)
  .max(64);
