import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EnvHttpProxyAgent, request } from "undici";
import * as z from "zod";
import { writeFileDurably } from "../durable-file.ts";
import { builtFile } from "../project-root.ts";
import { runtimeError } from "../runtime-error.ts";
import { NotApplicable, reasonOf } from "./candidate.ts";
import { runCommand } from "./run-command.ts";

const DAY_MS = 86_400_000;
const REACH_LIMIT_MS = 8_000;

const memorySchema = z.record(z.string(), z.object({ at: z.iso.datetime(), problem: z.string() }));

/** What a download looks like to the caller: tests give their own. */
export interface Downloads {
  /** Makes sure that the host answers. Throws NotApplicable when it did not within the last day, or does not now. */
  reach(host: string): Promise<void>;
  /** Downloads the server of that kind into the folder and returns the path of the program. Throws DOWNLOAD_FAILED. */
  fetchServer(kind: "temporal" | "mongodb", folder: string, signal: AbortSignal): Promise<string>;
}

/** Downloads that remember in `<toolFolder>/unreachable.json` for a day which hosts did not answer. */
export function createDownloads(toolFolder: string, now: () => number = Date.now): Downloads {
  const file = join(toolFolder, "unreachable.json");
  const remembered = (): z.infer<typeof memorySchema> => {
    if (!existsSync(file)) return {};
    try {
      return memorySchema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return {};
    }
  };
  return {
    async reach(host) {
      const before = remembered()[host];
      if (before !== undefined && now() - Date.parse(before.at) < DAY_MS)
        throw new NotApplicable(
          `${host} did not answer on ${before.at.slice(0, 10)}; asked again after a day (or delete ${file})`,
        );
      try {
        await probeHost(host);
      } catch (error) {
        const problem = reasonOf(error);
        const memory = { ...remembered(), [host]: { at: new Date(now()).toISOString(), problem } };
        writeFileDurably(file, `${JSON.stringify(memory, undefined, 2)}\n`);
        throw runtimeError(
          "DOWNLOAD_UNREACHABLE",
          `${host} cannot be reached (${problem})`,
          { host, problem },
          { cause: error },
        );
      }
    },
    fetchServer: fetchServerInChild,
  };
}

/** Any HTTP answer will do. Honours HTTPS_PROXY and NO_PROXY. */
export async function probeHost(host: string): Promise<void> {
  const agent = new EnvHttpProxyAgent({ connect: { timeout: REACH_LIMIT_MS } });
  try {
    const answer = await request(`https://${host}/`, {
      method: "HEAD",
      dispatcher: agent,
      signal: AbortSignal.timeout(REACH_LIMIT_MS),
    });
    await answer.body.dump();
  } finally {
    await agent.destroy();
  }
}

/** The downloaders of the SDK and of mongodb-memory-server cannot be stopped half-way, a process can. */
async function fetchServerInChild(kind: "temporal" | "mongodb", folder: string, signal: AbortSignal): Promise<string> {
  const { exitCode, output } = await runCommand(
    process.execPath,
    [builtFile("engine/runtime/provision/download.main.js"), kind, folder],
    { signal },
  );
  const path = /^program: (.+)$/mu.exec(output)?.[1];
  if (exitCode === 0 && path !== undefined) return path;
  const problem = output.trim().split("\n").at(-1) ?? "no reason given";
  throw runtimeError(
    "DOWNLOAD_FAILED",
    `the download failed: ${problem}`,
    { what: kind, problem },
    { class: "system", retryable: true },
  );
}
