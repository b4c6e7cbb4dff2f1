import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { createFakeHost, recordHttp } from "../testing/index.ts";
import { httpConnector } from "./connector.ts";

const BASE = "https://api.example.com";
async function walk(input: JsonObject, answers: [path: string, response: Json][]) {
  const guard = recordHttp(
    answers.map(([path, response]) => ({ method: "GET", url: `${BASE}${path}`, status: 200, response })),
  );
  const host = createFakeHost(httpConnector, { settings: { baseUrl: BASE }, guard });
  const items: Json[] = [];
  for (let cursor: string | undefined; ;) {
    const page = (await host.run("list-items", {
      path: "/rows",
      limit: 2,
      ...input,
      ...(cursor === undefined ? {} : { cursor }),
    })) as { items: Json[]; nextCursor: string | null };
    items.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(guard.unused()).toEqual([]);
  return items;
}

it("follows cursors of the answer, page numbers and offsets to the end", async () => {
  expect(
    await walk({ list: "data", nextPath: "meta.next", cursorParam: "after" }, [
      ["/rows?limit=2", { data: [1, 2], meta: { next: "c2" } }],
      ["/rows?limit=2&after=c2", { data: [3], meta: { next: null } }],
    ]),
  ).toEqual([1, 2, 3]);
  expect(
    await walk({ by: "page", cursorParam: "page", sizeParam: "size", query: { sort: "id" } }, [
      ["/rows?sort=id&size=2&page=1", [1, 2]],
      ["/rows?sort=id&size=2&page=2", [3]],
    ]),
  ).toEqual([1, 2, 3]);
  expect(
    await walk({ by: "offset", cursorParam: "offset" }, [
      ["/rows?limit=2&offset=0", [1, 2]],
      ["/rows?limit=2&offset=2", [3, 4]],
      ["/rows?limit=2&offset=4", []],
    ]),
  ).toEqual([1, 2, 3, 4]);
});

it("says what is wrong with an answer that holds no list or no cursor", async () => {
  await expect(walk({ list: "data" }, [["/rows?limit=2", { rows: [] }]])).rejects.toMatchObject({
    code: "POLL_ANSWER_INVALID",
  });
  await expect(walk({}, [["/rows?limit=2", []]])).resolves.toEqual([]);
  await expect(walk({ list: "d" }, [["/rows?limit=2", { d: [], nextCursor: {} }]])).rejects.toMatchObject({
    code: "POLL_ANSWER_INVALID",
  });
});
