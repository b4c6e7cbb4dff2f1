import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** How a network fails: connections break at once and none opens, or what is sent just does not arrive. */
export const CUTS = ["refuse", "silence"] as const;
export type Cut = (typeof CUTS)[number];

/** A TCP proxy whose network can be cut. */
export interface NetworkProxy {
  /** host:port to give to the client. */
  address: string;
  /** Cuts for `ms`, then lets through again; what was silent breaks then, as a router's forgotten connections do. */
  cut(how: Cut, ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port of loopback and passes everything on to `target` (host:port). */
export async function startNetworkProxy(target: string): Promise<NetworkProxy> {
  const [host = "127.0.0.1", port = ""] = target.split(":");
  const pairs = new Set<[Socket, Socket]>();
  let cut: Cut | null = null;
  const server = createServer((near) => {
    if (cut === "refuse") {
      near.destroy();
      return;
    }
    const far = connect(Number(port), host);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.setNoDelay(true).on("error", end).on("close", end);
    if (cut === null) join(pair);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const breakAll = () => {
    for (const [near] of pairs) near.destroy();
  };
  return {
    address: `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    async cut(how, ms) {
      cut = how;
      if (how === "refuse") breakAll();
      else for (const pair of pairs) part(pair);
      await new Promise((resolve) => setTimeout(resolve, ms));
      cut = null;
      breakAll();
    },
    async close() {
      breakAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function join([near, far]: [Socket, Socket]): void {
  near.pipe(far);
  far.pipe(near);
}
function part([near, far]: [Socket, Socket]): void {
  near.unpipe(far).pause();
  far.unpipe(near).pause();
}
