import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Issue } from "../../../definitions/api.ts";
import { type Catalogue, catalogueSchema } from "../../../definitions/catalogue.ts";
import { userError } from "../../../definitions/errors.ts";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import type { Command } from "../command.ts";
import { createOfflineCatalogue } from "../offline-catalogue.ts";
import { readJson, readJsonAs, readResourcesBeside } from "../workflow-files.ts";

/** Checks workflow files as the builder does before it publishes. */
export const validate: Command = {
  name: "validate",
  summary: "check workflow files: shape, graph, names, expressions, types",
  usage: [
    "flowright validate FILES… [--catalogue FILE] [--json]",
    "",
    "Calendars and decision tables are looked up beside each file. Names that only a workspace knows (connections,",
    "policies, mail templates, teams, roles, other workflows) are taken as known, unless a catalogue is given.",
    "Exit code 0 when no file has an error.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { catalogue: { type: "string" } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw userError("COMMAND_ARGUMENT_INVALID", "Name the files to check.");
    const given = values.catalogue === undefined ? undefined : resolve(io.cwd, values.catalogue);
    const catalogue = given === undefined ? undefined : readJsonAs(given, catalogueSchema, "catalogue");
    const results = positionals.map((file) => ({ file, issues: checkFile(resolve(io.cwd, file), catalogue) }));
    const ok = results.every(({ issues }) => issues.every(({ severity }) => severity !== "error"));
    io.report({ ok, results }, () => results.map(({ file, issues }) => describe(file, issues)).join("\n"));
    return ok ? 0 : 1;
  },
};

function checkFile(file: string, catalogue: Catalogue | undefined): Issue[] {
  const definition = readJson(file, "workflow");
  return validateWorkflow(definition, catalogue ?? createOfflineCatalogue(definition, readResourcesBeside(file)));
}

function describe(file: string, issues: readonly Issue[]): string {
  if (issues.length === 0) return `${file}: ok`;
  const lines = issues.map(({ severity, code, message, nodeId, path }) => {
    const place = [nodeId, path].filter((part) => part !== undefined).join(" ");
    return `  ${severity} [${code}] ${place === "" ? "" : `${place}: `}${message}`;
  });
  return [`${file}:`, ...lines].join("\n");
}
