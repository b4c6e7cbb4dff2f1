import type { Configuration } from "../configuration.ts";
import type { Part, PartLaunch } from "../supervisor/part.ts";
import type { Downloads } from "./download.ts";

/** What the ways to a server need from whoever provisions. */
export interface ProvisionContext {
  configuration: Configuration;
  /** Where downloaded programs lie; shared by all data folders of this installation. */
  toolFolder: string;
  downloads: Downloads;
  /** Starts a supervised process and resolves when its check passes. */
  startPart(launch: PartLaunch, signal: AbortSignal): Promise<Part>;
  /** The port of the last start when it is still free, else another free one. Configured ports must be free. */
  choosePort(part: string, configured: number | undefined, variable: string): Promise<number>;
  /** PATH to look for programs on. */
  path: string;
}

/** A server that can be used. `part` is absent for one that runs elsewhere. */
export interface ProvisionedServer {
  /** Address or URI for the processes of Flowright. */
  address: string;
  part?: Part;
  /** Something that the start should print, such as "for trying out only". */
  remark?: string;
}

/** The environment of a server that is not ours: nothing secret. */
export function serverEnvironment(): Record<string, string> {
  const names = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
