import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { diffWorkflows, type WorkflowChange } from "../../../definitions/diff/index.ts";
import { textIn } from "../../../definitions/text.ts";
import { argumentError } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { connectServer, SERVER_OPTIONS, SERVER_USAGE } from "../server/connect-server.ts";
import { findWorkflow } from "../server/deploy-files.ts";
import { readWorkflow } from "../workflow-files.ts";
import { readDefinition } from "./export.ts";

interface Diff {
  key: string;
  file: string;
  /** There is no such workflow on the server. */
  isNew: boolean;
  changes: WorkflowChange[];
}

/** Shows what differs between definitions, by structure. */
export const diff: Command = {
  name: "diff",
  summary: "what differs between two workflow files, or between files and a server",
  usage: [
    "flowright diff OLD NEW [--check] [--json]",
    "flowright diff FILES… --server URL [--published] [--check] [--json]",
    "",
    ...SERVER_USAGE,
    "  --published          compare with the published version instead of the draft",
    "  --check              exit code 1 when something differs",
    "Layout and ids of edges are not compared. Prints { same, diffs: [{ key, file, isNew, changes }] }.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...SERVER_OPTIONS,
        published: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    const [first, second] = positionals;
    const diffs: Diff[] = [];
    if (values.server === undefined) {
      if (first === undefined || second === undefined || positionals.length > 2)
        throw argumentError("diff", "Name two files, or files and --server");
      const [before, after] = [readWorkflow(resolve(io.cwd, first)), readWorkflow(resolve(io.cwd, second))];
      diffs.push({ key: after.key, file: second, isNew: false, changes: diffWorkflows(before, after) });
    } else {
      if (first === undefined) throw argumentError("diff", "Name the files");
      const server = connectServer("diff", values.server, io);
      for (const file of positionals) {
        const local = readWorkflow(resolve(io.cwd, file));
        const { key } = local;
        const found = await findWorkflow(server, key);
        const isNew = found === null || (values.published && found.publishedVersion === null);
        const theirs = isNew ? null : await readDefinition(server, key, values.published ? "published" : undefined);
        diffs.push({ key, file, isNew, changes: theirs === null ? [] : diffWorkflows(theirs, local) });
      }
    }
    const same = diffs.every(({ isNew, changes }) => !isNew && changes.length === 0);
    io.report({ same, diffs }, () => diffs.map(describe).join("\n"));
    return values.check && !same ? 1 : 0;
  },
};

const SIGNS = { added: "+", removed: "-", changed: "~", reordered: "↕" } as const;

function describe({ key, isNew, changes }: Diff): string {
  if (isNew) return `${key}: not on the server`;
  if (changes.length === 0) return `${key}: no difference`;
  const lines = changes.flatMap(({ part, change, id, name, type, fields }) => [
    `  ${SIGNS[change]} ${part === id ? "" : `${part} `}${id}${name === undefined ? "" : ` "${textIn(name, "en")}"`}${type === undefined ? "" : ` (${type})`}`,
    ...fields.map(({ path, before, after }) => `      ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`),
  ]);
  return [`${key}:`, ...lines].join("\n");
}
