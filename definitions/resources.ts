import * as z from "zod";
import { conditionSchema } from "./condition.ts";
import { jsonSchema } from "./json.ts";
import { fieldNameSchema, identifierSchema, keySchema, objectNameSchema } from "./names.ts";
import { ruleSetSchema } from "./rule-sets/rule-set.ts";
import { sharedConditionSchema } from "./rule-sets/shared-condition.ts";
import { scoringModelSchema } from "./scoring/scoring-model.ts";
import { localizedTextSchema } from "./text-schema.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "write HH:MM");
const intervalSchema = z
  .tuple([timeOfDaySchema, timeOfDaySchema])
  .refine(([from, to]) => from < to, "the interval must end after it starts");

/** Working time (§3). A missing weekday is closed; `overrides` replace a whole day; a calendar that is never open is refused. */
export const calendarSchema = z
  .strictObject({
    key: keySchema,
    name: localizedTextSchema.optional(),
    tz: z.string().min(1).max(64),
    hours: z.partialRecord(z.enum(WEEKDAYS), z.array(intervalSchema).max(10)),
    holidays: z.array(z.iso.date()).max(2_000).default([]),
    overrides: z.record(z.iso.date(), z.array(intervalSchema).max(10)).default({}),
  })
  .refine(
    (calendar) => Object.values(calendar.hours).some((day) => (day?.length ?? 0) > 0),
    "the calendar is never open",
  );
export type Calendar = z.infer<typeof calendarSchema>;

export const HIT_POLICIES = ["U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#"] as const;
export const COLUMN_TYPES = ["string", "number", "boolean", "date", "dateTime", "duration"] as const;
const columnShape = {
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  type: z.enum(COLUMN_TYPES),
  /** Allowed values; for outputs under P and O also their priority, highest first. */
  values: z.array(jsonSchema).max(1_000).optional(),
};
/** A decision table (§6): S-FEEL unary tests in `when`, S-FEEL literals or expressions in `then`. */
export const decisionTableSchema = z.strictObject({
  schemaVersion: z.literal(1),
  key: keySchema,
  name: localizedTextSchema,
  description: localizedTextSchema.optional(),
  hitPolicy: z.enum(HIT_POLICIES),
  inputs: z.array(z.strictObject(columnShape)).max(64),
  outputs: z
    .array(z.strictObject({ ...columnShape, default: z.string().max(10_000).optional() }))
    .min(1)
    .max(64),
  rows: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        label: identifierSchema.optional(),
        when: z.array(z.string().max(10_000)),
        then: z.array(z.string().max(10_000)),
        note: z.string().max(1_000).optional(),
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
      }),
    )
    .max(10_000),
  tests: z
    .array(
      z.strictObject({
        name: z.string(),
        input: z.record(z.string(), jsonSchema),
        expect: jsonSchema,
        hits: z.array(z.string()).optional(),
        asOf: z.iso.date().optional(),
      }),
    )
    .max(1_000)
    .default([]),
});
export type DecisionTable = z.infer<typeof decisionTableSchema>;

export const ASSIGNMENT_STRATEGIES = ["round-robin", "weighted", "least-open", "field", "queue"] as const;
/** Candidates of an assignment: users by id, or the members of a team; `weight` for weighted turns. */
const candidateSourceSchema = z.strictObject({
  users: z
    .array(z.strictObject({ id: z.string(), weight: z.number().positive().optional() }))
    .max(1_000)
    .optional(),
  team: keySchema.optional(),
  skills: z.array(z.string()).max(50).optional(),
});
/** Who gets a record (§8): the first rule whose condition holds decides; then `fallback`. Only active people are chosen. */
export const assignmentPolicySchema = z.strictObject({
  schemaVersion: z.literal(1).default(1),
  key: keySchema,
  name: localizedTextSchema,
  object: objectNameSchema.optional(),
  rules: z
    .array(
      z.strictObject({
        id: identifierSchema,
        name: localizedTextSchema.optional(),
        when: conditionSchema.optional(),
        strategy: z.enum(ASSIGNMENT_STRATEGIES),
        candidates: candidateSourceSchema,
        /** Strategy `field`: the record's field that names the owner. */
        field: fieldNameSchema.optional(),
        /** Strategy `queue`: put the record in this queue without an owner. */
        queue: keySchema.optional(),
        /** Skip people with so many open records or more. */
        maxOpen: z.int().min(1).optional(),
        /** Tickets: only people who have all the record's `skills`. */
        matchSkills: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(100),
  fallback: z.strictObject({ user: z.string().optional(), queue: keySchema.optional() }).optional(),
});
export type AssignmentPolicy = z.infer<typeof assignmentPolicySchema>;

/** A Liquid mail template. `subject` may be overridden by the step. `sample` feeds the preview. */
export const mailTemplateSchema = z.strictObject({
  key: keySchema,
  name: localizedTextSchema,
  subject: z.string().max(1_000).optional(),
  html: z.string().max(200_000),
  text: z.string().max(200_000).optional(),
  sample: z.record(z.string(), jsonSchema).optional(),
});
export type MailTemplate = z.infer<typeof mailTemplateSchema>;

export const teamSchema = z.strictObject({
  key: keySchema,
  name: localizedTextSchema,
  members: z.array(z.string()).max(2_000).default([]),
  lead: z.string().optional(),
});
export type Team = z.infer<typeof teamSchema>;

const queueSchema = z.strictObject({ key: keySchema, name: localizedTextSchema, team: keySchema.optional() });

/** A person who can own records. Sign-in accounts refer to one. */
export const userSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  email: z.email().max(320),
  role: z.enum(["admin", "builder", "operator", "member", "viewer", "integrator"]).default("member"),
  /** Work roles that tasks and approvals may name, for example `sales-manager`; apart from the access role. */
  roles: z.array(z.string().max(64)).max(50).default([]),
  active: z.boolean().default(true),
  skills: z.array(z.string().max(64)).max(50).default([]),
  /** Absent from–to (inclusive dates): not chosen by assignment then. */
  absences: z
    .array(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))
    .max(200)
    .default([]),
  language: z.enum(["en", "zh"]).default("en"),
});
export type User = z.infer<typeof userSchema>;

/** Resources kept by key, all with the same routes: `/api/v1/resources/{kind}[/{key}]`. */
export const RESOURCE_SCHEMAS = {
  calendars: calendarSchema,
  tables: decisionTableSchema,
  policies: assignmentPolicySchema,
  "mail-templates": mailTemplateSchema,
  teams: teamSchema,
  queues: queueSchema,
  conditions: sharedConditionSchema,
  "rule-sets": ruleSetSchema,
  "scoring-models": scoringModelSchema,
} as const;
export const RESOURCE_KINDS = [
  "calendars",
  "tables",
  "policies",
  "mail-templates",
  "teams",
  "queues",
  "conditions",
  "rule-sets",
  "scoring-models",
] as const satisfies readonly (keyof typeof RESOURCE_SCHEMAS)[];
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
export type ResourceOf<K extends ResourceKind> = z.infer<(typeof RESOURCE_SCHEMAS)[K]>;
