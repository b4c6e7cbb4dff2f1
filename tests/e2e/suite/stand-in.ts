import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { startFakeApi } from "../fake-api/server.ts";

const BUILT = fileURLToPath(new URL("../../../build/ui/index.html", import.meta.url));

/**
 * The built builder over the stand-in for the API, which needs no sign-in and is full of examples. `at`: its clock stands
 * still there. Throws when the builder was not built.
 */
export async function openStandIn({ at }: { at?: string } = {}): Promise<{ url: string; close: () => void }> {
  if (!existsSync(BUILT)) throw new Error("The builder is not built: npm run build");
  if (at !== undefined) vi.useFakeTimers({ toFake: ["Date"], now: new Date(at) });
  const { server, url } = await startFakeApi({ open: true });
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
      if (at !== undefined) vi.useRealTimers();
    },
  };
}
