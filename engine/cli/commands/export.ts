import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { argumentError } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { TEXT_FORMATS, writeDefinition } from "../definition-text.ts";
import { connectServer, SERVER_OPTIONS, SERVER_USAGE, type ServerConnection } from "../server/connect-server.ts";

/** Writes a server's workflows to files. */
export const exportCommand: Command = {
  name: "export",
  summary: "write a server's workflows to files that diff well",
  usage: [
    "flowright export [KEYS…] --server URL [--out FOLDER] [--format json|yaml] [--published | --version N] [--json]",
    "",
    ...SERVER_USAGE,
    "  --out FOLDER         one file a workflow, KEY.json or KEY.yaml; without it one workflow is printed",
    "  --published          the published version instead of the draft; --version N that version of one workflow",
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
      },
      allowPositionals: true,
    });
    const format = TEXT_FORMATS.find((one) => one === values.format);
    if (format === undefined) throw argumentError("export", `--format is ${TEXT_FORMATS.join(" or ")}`);
    if (values.version !== undefined && (positionals.length !== 1 || values.published))
      throw argumentError("export", "--version is for one workflow, without --published");
    if (values.out === undefined && positionals.length !== 1)
      throw argumentError("export", "Name one workflow, or a folder with --out");
    const server = connectServer("export", values.server, io);
    const keys = positionals.length > 0 ? positionals : await listKeys(server, values.published);
    const exported: { key: string; file: string | null; definition: WorkflowDefinition }[] = [];
    for (const key of keys) {
      const definition = await readDefinition(server, key, values.published ? "published" : values.version);
      const file = values.out === undefined ? null : join(resolve(io.cwd, values.out), `${definition.key}.${format}`);
      exported.push({ key, file, definition });
    }
    const [only] = exported;
    if (values.out === undefined && only !== undefined) {
      io.out(writeDefinition(only.definition, io.json ? "json" : format).trimEnd());
      return 0;
    }
    for (const { file, definition } of exported) {
      if (file === null) continue;
      mkdirSync(resolve(io.cwd, values.out ?? ""), { recursive: true });
      writeFileSync(file, writeDefinition(definition, format));
    }
    const files = exported.map(({ key, file }) => ({ key, file }));
    io.report({ files }, () => files.map(({ file }) => file ?? "").join("\n"));
    return 0;
  },
};

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
