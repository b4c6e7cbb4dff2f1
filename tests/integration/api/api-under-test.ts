import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { problemSchema, type RouteName, type RouteResponse, ROUTES } from "../../../definitions/api.ts";
import { type OpenApiOptions, openApi } from "../../../engine/api/open-api.ts";
import type { RunGateway } from "../../../engine/api/run-gateway.ts";
import { openStore, type Store } from "../../../engine/store/index.ts";

export const ADMIN = { email: "admin@example.com", password: "a-long-enough-password" };
const KEYS = [{ id: "k1", key: Buffer.alloc(32, 7) }];
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** No Temporal: runs stay queued, and what is asked of them is remembered. */
function createGatewayStub(): RunGateway & { asked: unknown[][] } {
  const asked: unknown[][] = [];
  const note =
    (name: string) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args]);
    };
  return {
    asked,
    readState: async () => null,
    operate: note("operate"),
    resolveIncident: note("resolveIncident"),
    completeTask: note("completeTask"),
    terminate: note("terminate"),
    migrate: async (...args) => {
      asked.push(["migrate", ...args]);
      return "moved";
    },
    check: async () => undefined,
  };
}

/** A session's cookie, an API key, or nobody. */
export type Caller = { cookie: string } | { apiKey: string } | null;
export interface Call {
  params?: Record<string, string | number>;
  query?: Record<string, string>;
  /** Text is sent as CSV, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Default: the administrator. */
  as?: Caller;
}
export interface ApiUnderTest {
  url: string;
  store: Store;
  gateway: ReturnType<typeof createGatewayStub>;
  admin: Caller;
  /** The raw response. */
  send(name: RouteName, call?: Call): Promise<Response>;
  /** The body of a success; throws with the answer otherwise. */
  call<N extends RouteName>(name: N, call?: Call): Promise<RouteResponse<N>>;
  /** The code of a refusal, as `status CODE`; throws when the answer is no problem. */
  refusal(name: RouteName, call?: Call): Promise<string>;
  signIn(email: string, password: string): Promise<{ status: number; cookie: string; body: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/** The whole API on a database of its own on the real test server, every answer checked against its schema. */
export async function startApi(options: Partial<OpenApiOptions> = {}): Promise<ApiUnderTest> {
  const uri = process.env["FLOWRIGHT_TEST_MONGODB_URI"] ?? "";
  const database = `api_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const store = await openStore({ uri, database, keyRing: KEYS, logger: QUIET });
  const gateway = createGatewayStub();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { app } = await openApi({
    store,
    gateway,
    publicUrl: url,
    encryptionKeys: KEYS,
    administrator: ADMIN,
    mailbox: undefined,
    allowPrivateHosts: [],
    templates: [],
    validate: () => [],
    version: "0.0.0",
    environment: "test",
    logger: QUIET,
    checkResponses: true,
    app: { trustedProxies: 0 },
    ...options,
  });
  server.on("request", app);
  const api = createClient(url, store, gateway);
  api.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.database.dropDatabase();
    await store.close();
  };
  const { status, cookie, body } = await api.signIn(ADMIN.email, ADMIN.password);
  if (status !== 200) throw new Error(`the administrator cannot sign in: ${status} ${JSON.stringify(body)}`);
  api.admin = { cookie };
  return api;
}

function createClient(url: string, store: Store, gateway: ApiUnderTest["gateway"]): ApiUnderTest {
  const api: ApiUnderTest = {
    url,
    store,
    gateway,
    admin: null,
    send: async (name, { params = {}, query = {}, body, headers = {}, as = api.admin } = {}) => {
      const route = ROUTES[name];
      const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
      const target = new URL(`/api/v1${path}`, url);
      for (const [key, value] of Object.entries(query)) target.searchParams.set(key, value);
      const isText = typeof body === "string";
      return fetch(target, {
        method: route.method,
        headers: {
          ...(body === undefined ? {} : { "content-type": isText ? "text/csv" : "application/json" }),
          ...(as !== null && "cookie" in as ? { cookie: as.cookie, origin: url } : {}),
          ...(as !== null && "apiKey" in as ? { authorization: `Bearer ${as.apiKey}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
    },
    async call<N extends RouteName>(name: N, call?: Call) {
      const response = await api.send(name, call);
      const text = await response.text();
      if (response.status !== ROUTES[name].status) throw new Error(`${name}: ${response.status} ${text}`);
      return (text === "" ? null : JSON.parse(text)) as RouteResponse<N>;
    },
    async refusal(name, call) {
      const response = await api.send(name, call);
      const problem = problemSchema.parse(await response.json());
      return `${response.status} ${problem.code}`;
    },
    async signIn(email, password) {
      const response = await fetch(`${url}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url },
        body: JSON.stringify({ email, password }),
      });
      const cookie = cookiesOf(response);
      return { status: response.status, cookie, body: (await response.json()) as Record<string, unknown> };
    },
    stop: async () => undefined,
  };
  return api;
}

/** The cookies that a response sets, as the browser would send them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((header) => header.split(";", 1)[0])
    .join("; ");
}
