import { createServer } from "node:net";
import { runtimeError } from "./runtime-error.ts";

const LOOPBACK = "127.0.0.1";

/** True when nothing listens on the port of that address. */
export async function isPortFree(port: number, host: string = LOOPBACK): Promise<boolean> {
  return (await tryToListen(port, host)) !== undefined;
}

/** A port that is free now; `preferred` if that one is. */
export async function findFreePort(preferred?: number, host: string = LOOPBACK): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred, host))) return preferred;
  const port = await tryToListen(0, host);
  if (port === undefined) throw new Error(`No free port on ${host}.`);
  return port;
}

/** The first free port from `first` upwards, at most 50 steps. Throws PORT_TAKEN. */
export async function findNextFreePort(first: number, host: string, variable: string): Promise<number> {
  for (let port = first; port < first + 50; port += 1) if (await isPortFree(port, host)) return port;
  throw portTaken(first, host, variable);
}

/** Returns the configured port. Throws PORT_TAKEN naming its variable when something else listens there. */
export async function claimPort(port: number, host: string, variable: string): Promise<number> {
  if (await isPortFree(port, host)) return port;
  throw portTaken(port, host, variable);
}

function portTaken(port: number, host: string, variable: string) {
  return runtimeError("PORT_TAKEN", `Port ${port} on ${host} is taken.`, { port: String(port), host, variable });
}

async function tryToListen(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
