import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemError, userError } from "../../../definitions/errors.ts";
import { findProjectRoot } from "../../runtime/project-root.ts";

/** What the recipe calls its system: export, names and id, found in one pass so that a new name is not renamed again. */
const RECIPE_NAME = /acmeConnector|both\("Acme", "[^"]*"\)|acme/gu;
const RECIPE_ID = "acme";
/** "`create-note.ts`: what it is" and the code that follows. */
const CODE_BLOCK = /^`([\w.-]+\.ts)`:[^\n]*\n\n```ts\n([\s\S]*?)\n```/gmu;

export interface NewConnector {
  id: string;
  name: string;
  nameZh: string;
  /** Where connectors live; the project's own `connectors/` where absent. */
  folder?: string;
}

/**
 * Writes a connector as the recipe of connectors/README.md has it, under another name, so that recipe and scaffold are
 * one. Returns the files written. Throws `CONNECTOR_NAME_INVALID`, `CONNECTOR_EXISTS`.
 */
export function scaffoldConnector({ id, name, nameZh, folder }: NewConnector): string[] {
  requireConnectorId(id);
  const root = findProjectRoot();
  const target = join(folder ?? join(root, "connectors"), id);
  if (existsSync(target))
    throw userError("CONNECTOR_EXISTS", `There is a folder ${target} already.`, { folder: target });
  const recipe = readFileSync(join(root, "connectors", "README.md"), "utf8");
  const files = [...recipe.matchAll(CODE_BLOCK)].map(([, file = "", code = ""]) => ({
    file: file.replaceAll(RECIPE_ID, id),
    text: `${rename(code, { id, name, nameZh })}\n`,
  }));
  if (files.length < 3) throw systemError("CONNECTOR_RECIPE_MISSING", "connectors/README.md has no recipe.", false);
  files.push({ file: "README.md", text: readmeOf({ id, name }) });
  mkdirSync(target, { recursive: true });
  return files.map(({ file, text }) => {
    writeFileSync(join(target, file), text);
    return join(target, file);
  });
}

/** A connector's id is part of paths, operation names and addresses. Throws `CONNECTOR_NAME_INVALID`. */
export function requireConnectorId(id: string): void {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(id) && id.length <= 40 && !["sdk", "testing"].includes(id)) return;
  throw userError("CONNECTOR_NAME_INVALID", `${id} cannot be a connector's name.`, { name: id });
}

/** The name of the export: `acmeNotes` of `acme-notes`. */
export function exportNameOf(id: string): string {
  return `${id.replaceAll(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())}Connector`;
}

function rename(code: string, { id, name, nameZh }: Required<Omit<NewConnector, "folder">>): string {
  return code.replaceAll(RECIPE_NAME, (found) => {
    if (found === RECIPE_ID) return id;
    return found.startsWith("both") ? `both(${JSON.stringify(name)}, ${JSON.stringify(nameZh)})` : exportNameOf(id);
  });
}

function readmeOf({ id, name }: { id: string; name: string }): string {
  return [
    `# ${name}`,
    "",
    `Operations of ${name} for workflows. \`connector.ts\` says how to sign in and which hosts may be reached.`,
    "",
    `- Try one operation: \`npx flowright connector dev ${id} --operation create-note --input '{"text":"Hi"}' --settings FILE\``,
    `- Test: \`npx flowright connector test ${id}\``,
    "",
  ].join("\n");
}
