import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { runtimeError } from "./runtime-error.ts";

const LOOPBACK = "127.0.0.1";
/**
 * Below the ports that operating systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): one of those,
 * free when it was chosen, may be somebody's outgoing connection by the time that the chosen process listens.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;
const TRIES = 50;

/** True when nothing listens on the port of that address. */
export async function isPortFree(port: number, host: string = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that is free now; `preferred` if that one is. */
export async function findFreePort(preferred?: number, host: string = LOOPBACK): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred, host))) return preferred;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No free port on ${host} among ${FIRST_PORT}–${LAST_PORT}.`);
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
