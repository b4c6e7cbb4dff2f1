import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { userError } from "../../../definitions/errors.ts";
import { RESOURCE_KINDS, RESOURCE_SCHEMAS, type ResourceKind } from "../../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { argumentError } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { TEXT_FORMATS, writeDefinition } from "../definition-text.ts";
import { exportTests } from "../server/export-tests.ts";
import { connectServer, SERVER_OPTIONS, SERVER_USAGE, type ServerConnection } from "../server/connect-server.ts";

/** Writes a server's workflows to files. */
export const exportCommand: Command = {
  name: "export",
  summary: "write a server's workflows to files that diff well",
  usage: [
    "flowright export [KEYS…] --server URL [--out FOLDER] [--format json|yaml] [--published | --version N] [--resources] [--tests] [--json]",
    "",
    ...SERVER_USAGE,
    "  --out FOLDER         one file a workflow, KEY.json or KEY.yaml; without it one workflow is printed",
    "  --published          the published version instead of the draft; --version N that version of one workflow",
    "  --resources          calendars, decision tables, policies, mail templates, teams and queues too, a folder each",
    "  --tests              the tests stored with each workflow too, as KEY.test.json, with the resources that they need",
    "Without keys all workflows are written. Members come in one order; layout is the last.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...SERVER_OPTIONS,
        out: { type: "string" },
        format: { type: "string", default: "json" },
        published: { type: "boolean", default: false },
        version: { type: "string" },
        resources: { type: "boolean", default: false },
        tests: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    const format = TEXT_FORMATS.find((one) => one === values.format);
    if (format === undefined) throw argumentError("export", `--format is ${TEXT_FORMATS.join(" or ")}`);
    if (values.version !== undefined && (positionals.length !== 1 || values.published))
      throw argumentError("export", "--version is for one workflow, without --published");
    if (values.out === undefined && (positionals.length !== 1 || values.resources || values.tests))
      throw argumentError("export", "Name one workflow, or a folder with --out");
    const server = connectServer("export", values.server, io);
    const which = values.published ? "published" : values.version;
    const [only] = positionals;
    if (values.out === undefined && only !== undefined) {
      const definition = await readDefinition(server, only, which);
      io.out(writeDefinition(definition, io.json ? "json" : format).trimEnd());
      return 0;
    }
    const found: Exported[] = [];
    for (const key of positionals.length > 0 ? positionals : await listKeys(server, values.published)) {
      const value = await readDefinition(server, key, which);
      found.push({ kind: "workflow", key: value.key, value });
    }
    const workflows = found.map(({ value }) => value as WorkflowDefinition);
    if (values.resources || values.tests) found.push(...(await readResources(server)));
    if (values.tests) found.push(...(await readTests(server, workflows, found, format)));
    const folder = resolve(io.cwd, values.out ?? "");
    const files = found.map(({ kind, key, value }) => {
      const file = join(folder, fileOf({ kind, key }, format));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, writeDefinition(value, format));
      return { kind, key, file };
    });
    io.report({ files }, () => files.map(({ file }) => file).join("\n"));
    return 0;
  },
};

interface Exported {
  kind: "workflow" | "test" | ResourceKind;
  /** Checked by its schema: it becomes a file's name. */
  key: string;
  value: unknown;
}

function fileOf({ kind, key }: { kind: string; key: string }, format: string): string {
  if (kind === "workflow") return `${key}.${format}`;
  return kind === "test" ? `${key}.test.${format}` : `${kind}/${key}.${format}`;
}

async function readTests(
  server: ServerConnection,
  workflows: readonly WorkflowDefinition[],
  resources: readonly Exported[],
  format: string,
): Promise<Exported[]> {
  const found: Exported[] = [];
  for (const workflow of workflows) {
    const value = await exportTests(server, workflow, resources, (resource) => fileOf(resource, format));
    if (value !== null) found.push({ kind: "test", key: workflow.key, value });
  }
  return found;
}

/** Throws `SERVER_ANSWER_INVALID` for a resource that is none. */
async function readResources(server: ServerConnection): Promise<Exported[]> {
  const found: Exported[] = [];
  for (const kind of RESOURCE_KINDS) {
    const { items } = await server.call("listResources", { params: { kind } });
    for (const item of items) {
      const parsed = RESOURCE_SCHEMAS[kind].safeParse(item);
      if (!parsed.success)
        throw userError("SERVER_ANSWER_INVALID", `The server gave one of ${kind} that is none.`, { problem: kind });
      found.push({ kind, key: parsed.data.key, value: item });
    }
  }
  return found;
}

async function listKeys(server: ServerConnection, onlyPublished: boolean): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await server.call("listWorkflows", { query });
    for (const { key, publishedVersion } of page.items) if (!onlyPublished || publishedVersion !== null) keys.push(key);
    if (page.nextCursor === null) return keys;
    cursor = page.nextCursor;
  }
}

/** The draft, the published version, or a version by its number. Throws `WORKFLOW_NOT_PUBLISHED`. */
export async function readDefinition(
  server: ServerConnection,
  key: string,
  which: string | undefined,
): Promise<WorkflowDefinition> {
  if (which !== undefined && which !== "published")
    return (await server.call("getVersion", { params: { key, version: which } })).definition;
  const { draft, publishedVersion } = await server.call("getWorkflow", { params: { key } });
  if (which === undefined) return draft;
  const version = String(publishedVersion ?? "none");
  return (await server.call("getVersion", { params: { key, version } })).definition;
}
