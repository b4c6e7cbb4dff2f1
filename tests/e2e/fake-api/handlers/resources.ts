import type { Connection, RouteBody, RouteName } from "../../../../definitions/api.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { RESOURCE_SCHEMAS, type ResourceKind } from "../../../../definitions/resources.ts";
import type { Call, Handler } from "../handlers.ts";
import { Problem } from "../world.ts";
import { found } from "./paging.ts";
import { keepVersion } from "./tables.ts";

const listOf = ({ world, params }: Call): JsonObject[] =>
  found(world.resources[params["kind"] as ResourceKind], "kind");
const connectionOf = ({ world, params }: Call) =>
  found(
    world.connections.find((connection) => connection.key === params["key"]),
    "connection",
  );

/** What every field with options offers in the stand-in. */
const PRODUCTS = [
  { value: "C-1", label: "Chair", hint: "C-1" },
  { value: "D-1", label: "Desk, oak", hint: "D-1" },
  { value: "D-2", label: "Desk, steel", hint: "D-2" },
];

function put(call: Call): JsonObject {
  const parsed = RESOURCE_SCHEMAS[call.params["kind"] as ResourceKind].safeParse(call.body);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    throw new Problem(422, "RESOURCE_INVALID", "This cannot be saved as it is.", { issues });
  }
  const list = listOf(call);
  const value = JSON.parse(JSON.stringify(parsed.data)) as JsonObject;
  const index = list.findIndex((entry) => entry["key"] === call.params["key"]);
  keepVersion(call, value);
  if (index === -1) list.push(value);
  else list[index] = value;
  return value;
}

function putConnection(call: Call): Connection {
  const { world, params } = call;
  const body = call.body as { connector: string; name: string; settings: JsonObject };
  const old = world.connections.find((connection) => connection.key === params["key"]);
  const { password, token, ...settings } = body.settings;
  const secrets = Object.entries({ password, token }).filter(([, value]) => value !== undefined);
  const next: Connection = {
    key: params["key"] ?? "",
    connector: body.connector,
    name: body.name,
    settings,
    secretsSet: { ...old?.secretsSet, ...Object.fromEntries(secrets.map(([key]) => [key, true])) },
    status: "untested",
    checkedAt: null,
    message: null,
  };
  world.connections = [...world.connections.filter((connection) => connection !== old), next];
  return next;
}

export const resourceHandlers = {
  listResources: (call) => ({ items: listOf(call) }),
  getResource: (call) =>
    found(
      listOf(call).find((entry) => entry["key"] === call.params["key"]),
      "resource",
    ),
  putResource: put,
  deleteResource: (call) => {
    const list = listOf(call);
    list.splice(
      list.findIndex((entry) => entry["key"] === call.params["key"]),
      1,
    );
    return null;
  },
  listConnections: ({ world }) => ({ items: world.connections }),
  putConnection,
  testConnection: (call) =>
    Object.assign(connectionOf(call), { status: "ok", checkedAt: new Date().toISOString(), message: null }),
  listInputOptions: ({ body }) => {
    const { search } = body as RouteBody<"listInputOptions"> & object;
    const wanted = (search ?? "").toLowerCase();
    return { options: PRODUCTS.filter(({ label }) => label.toLowerCase().includes(wanted)) };
  },
  deleteConnection: (call) => {
    const gone = connectionOf(call);
    call.world.connections = call.world.connections.filter((connection) => connection !== gone);
    return null;
  },
} satisfies Partial<Record<RouteName, Handler>>;
