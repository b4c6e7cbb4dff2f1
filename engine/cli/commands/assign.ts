import { parseArgs } from "node:util";
import { assignmentPolicySchema } from "../../../definitions/resources.ts";
import { assignAll, candidateFileSchema, type Assigned } from "../assign-all.ts";
import { readAt, requireOption } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { readRecords } from "../read-records.ts";
import { readJsonArgument } from "../workflow-files.ts";

/** Tries an assignment policy on records, in order, without a server. */
export const assign: Command = {
  name: "assign",
  summary: "try an assignment policy on records",
  usage: [
    "flowright assign --policy FILE --candidates FILE --records FILE|FILE.jsonl [--at ISO] [--time-zone ZONE] [--json]",
    "",
    "  --policy FILE      an assignment policy",
    "  --candidates FILE  people: ids, or { id, name, active, skills, absences, open }; or { users, teams }",
    "  --records FILE     records in the order in which they come; object is the policy's where they name none,",
    "                     id their place in the file",
    "  --at ISO           when (now where absent); --time-zone decides which day that is for absences (UTC)",
    "Records that have an owner keep it and count as open; so do a person's own `open` ones.",
    "Prints { assignments: [{ record, owner, queue, rule, alreadyAssigned }], counts }. Exit code 0 when it could decide,",
    "also where nobody was available (owner null).",
  ].join("\n"),
  async run(args, io) {
    const text = { type: "string" } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { policy: text, candidates: text, records: text, at: text, "time-zone": text },
    });
    const required = (name: "policy" | "candidates" | "records") => requireOption("assign", name, values[name]);
    const result = await assignAll({
      policy: readJsonArgument(required("policy"), io.cwd, assignmentPolicySchema, "policy"),
      people: readJsonArgument(required("candidates"), io.cwd, candidateFileSchema, "list of candidates"),
      records: readRecords(required("records"), io.cwd),
      at: readAt("assign", values.at),
      timeZone: values["time-zone"] ?? "UTC",
    });
    io.report(result, () => describe(result));
    return 0;
  },
};

function describe({ assignments, counts }: { assignments: Assigned[]; counts: Record<string, number> }): string {
  const lines = assignments.map(({ record, owner, queue, rule, alreadyAssigned }) => {
    const whom = owner ?? (queue === null ? "nobody" : `queue ${queue}`);
    return `${record}  ${whom}${alreadyAssigned ? " (had it already)" : rule === null ? "" : `  by ${rule}`}`;
  });
  return [...lines, ...Object.entries(counts).map(([id, count]) => `${id}: ${count}`)].join("\n");
}
