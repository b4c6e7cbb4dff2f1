import { lookup as resolveHost, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent, type Dispatcher } from "undici";
import { FlowrightError } from "../../definitions/errors.ts";

/** Address ranges that are not on the public internet (RFC 6890, RFC 4291). */
const PRIVATE_RANGES: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 96, "ipv6"],
  ["::1", 128, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

const blocked = new BlockList();
for (const [network, prefix, family] of PRIVATE_RANGES) blocked.addSubnet(network, prefix, family);

/** Is the address outside the public internet? IPv4 written as IPv6 (`::ffff:a.b.c.d`) is judged as IPv4. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return blocked.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** Decides which hosts outgoing calls may reach. */
export interface EgressGuard {
  /** Throws HTTP_ADDRESS_PRIVATE for an address literal in a private range that is not allowed. */
  checkUrl(url: URL): void;
  /** Connects only to addresses that pass: the check is on the address used, so a name that changes under us is caught. */
  agent: Dispatcher;
  close(): Promise<void>;
}

/** `allowPrivateHosts`: host names or addresses in private networks that may be called; `*` allows all. */
export function createEgressGuard(allowPrivateHosts: readonly string[], connectTimeoutMs = 10_000): EgressGuard {
  const allowed = new Set(allowPrivateHosts.map((host) => host.toLowerCase()));
  const isAllowed = (host: string) => allowed.has("*") || allowed.has(host.toLowerCase());
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolveHost(hostname, { ...options, all: true } as LookupOptions & { all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 0);
      const usable = isAllowed(hostname) ? addresses : addresses.filter(({ address }) => !isPrivateAddress(address));
      const first = usable[0];
      if (first === undefined) return callback(privateAddressError(hostname), "", 0);
      if (options.all === true) return (callback as unknown as LookupAllCallback)(null, usable);
      return callback(null, first.address, first.family);
    });
  };
  const agent = new Agent({ connect: { lookup, timeout: connectTimeoutMs }, keepAliveTimeout: 10_000 });
  return {
    checkUrl(url) {
      const host = url.hostname.replace(/^\[|\]$/gu, "");
      if (isIP(host) !== 0 && isPrivateAddress(host) && !isAllowed(host)) throw privateAddressError(host);
    },
    agent,
    close: async () => agent.close(),
  };
}

type LookupAllCallback = (error: null, addresses: LookupAddress[]) => void;

function privateAddressError(host: string): FlowrightError {
  return new FlowrightError({
    code: "HTTP_ADDRESS_PRIVATE",
    class: "user",
    retryable: false,
    message: `The host ${host} is in a private network and is not allowed.`,
    details: { host },
  });
}
