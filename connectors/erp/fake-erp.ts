import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "../../definitions/json.ts";

export interface FakeParty {
  id: string;
  key: string;
  fields: JsonObject;
  archived: boolean;
}
export interface FakeOrder {
  id: string;
  number: string;
  fields: JsonObject;
  cancelled: boolean;
  lines: JsonObject[];
}
interface FakeAnswer {
  status: number;
  body: Json;
}
export interface FakeErp {
  url: string;
  readonly token: string;
  readonly parties: Map<string, FakeParty>;
  readonly orders: Map<string, FakeOrder>;
  /** What it sells: names by number. */
  readonly products: Map<string, string>;
  /** Requests that changed something, in order: `PUT /parties/A1`. */
  readonly writes: string[];
  /** What happens to the next requests, one entry each: a status, or `lose-answer` (the work is done, the line breaks). */
  readonly troubles: (number | "lose-answer")[];
  close(): Promise<void>;
}

/** An ERP in memory behind the REST shape of README.md, with idempotency keys, for tests. */
export async function startFakeErp(): Promise<FakeErp> {
  const token = "erp-token-1";
  const answers = new Map<string, FakeAnswer>();
  const parties = new Map<string, FakeParty>();
  const orders = new Map<string, FakeOrder>();
  const products = new Map([
    ["C-1", "Chair"],
    ["D-1", "Desk, oak"],
    ["D-2", "Desk, steel"],
  ]);
  const writes: string[] = [];
  const troubles: FakeErp["troubles"] = [];

  const perform = (method: string, path: string, body: JsonObject): FakeAnswer => {
    const [kind, id = "", verb] = path.split("/").slice(1).map(decodeURIComponent);
    writes.push(`${method} ${path}`);
    if (kind === "parties" && method === "PUT") return putParty(parties, id, body);
    if (kind === "parties" && verb === "archive") return archiveParty(parties, id);
    if (kind === "orders" && id === "" && method === "POST") return createOrder(orders, body);
    const order = orders.get(id);
    if (kind !== "orders" || order === undefined) return { status: 404, body: { error: `no ${path}` } };
    if (verb === "cancel") order.cancelled = true;
    if (verb === "lines") order.lines.push(body);
    return { status: 200, body: verb === "lines" ? { id: `${id}-${order.lines.length}` } : {} };
  };
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const trouble = troubles.shift();
      if (typeof trouble === "number") return response.writeHead(trouble).end();
      if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
      const list = request.method === "GET" ? listNames(request.url ?? "", parties, products) : null;
      if (list !== null) return response.writeHead(200, { "content-type": "application/json" }).end(list);
      const key = request.headers["idempotency-key"];
      if (typeof key !== "string") return response.writeHead(request.method === "GET" ? 200 : 400).end();
      const answer = answers.get(key) ?? perform(request.method ?? "", request.url ?? "", body);
      answers.set(key, answer);
      if (trouble === "lose-answer") return request.socket.destroy();
      return response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    parties,
    orders,
    products,
    writes,
    troubles,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The lists that forms choose from; null for any other address. */
function listNames(url: string, parties: Map<string, FakeParty>, products: Map<string, string>): string | null {
  const { pathname, searchParams } = new URL(url, "http://erp");
  const search = (searchParams.get("search") ?? "").toLowerCase();
  const rows = {
    "/parties": [...parties.values()].map(({ id, key, fields }) => ({ id, name: fields["name"] as string, hint: key })),
    "/products": [...products].map(([id, name]) => ({ id, name, hint: id })),
  }[pathname];
  if (rows === undefined) return null;
  return JSON.stringify({ items: rows.filter(({ name }) => name.toLowerCase().includes(search)) });
}

function putParty(parties: Map<string, FakeParty>, key: string, fields: JsonObject): FakeAnswer {
  const existing = [...parties.values()].find((party) => party.key === key);
  if (fields["name"] === "refuse") return { status: 422, body: { error: "the name is not allowed" } };
  const id = existing?.id ?? `P${parties.size + 1}`;
  parties.set(id, { id, key, fields, archived: false });
  return { status: existing === undefined ? 201 : 200, body: { id } };
}
function archiveParty(parties: Map<string, FakeParty>, id: string): FakeAnswer {
  const party = parties.get(id);
  if (party === undefined) return { status: 404, body: { error: `no party ${id}` } };
  party.archived = true;
  return { status: 200, body: {} };
}
function createOrder(orders: Map<string, FakeOrder>, fields: JsonObject): FakeAnswer {
  const id = `SO${orders.size + 1}`;
  const number = `SO-${orders.size + 1}`;
  orders.set(id, { id, number, fields, cancelled: false, lines: [] });
  return { status: 201, body: { id, number } };
}

async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as JsonObject);
}
