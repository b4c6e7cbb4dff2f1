import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiUnderTest, startApi } from "../api/api-under-test.ts";
import { publish } from "../store/open-test-store.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => api.stop());

const MAIL = [
  "From: Ann Lee <ann@example.com>",
  "To: sales@example.com",
  "Subject: =?utf-8?B?6K+i5Lu3?=",
  "Message-ID: <m1@example.com>",
  "Date: Mon, 02 Mar 2026 09:00:00 +0100",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "How much for 20 seats?",
].join("\r\n");

it("a mail that a mail server hands on is one run, however often it comes", async () => {
  const key = await publish(api.store, "default", {
    triggers: [
      {
        id: "inbox",
        type: "email",
        upsert: {
          object: "lead",
          match: ["email"],
          fields: { name: "=trigger.from.name", email: "=trigger.from.address" },
        },
      },
    ],
  });
  const { addresses } = await api.call("getWorkflow", { params: { key } });
  const url = addresses[0]!.url;
  expect(url).toContain("/mails/default/");
  const post = async (body: string, type = "message/rfc822", to = url) =>
    fetch(to, { method: "POST", headers: { "content-type": type }, body });
  const answers = await Promise.all([post(MAIL), post(MAIL)]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  const accepted = (await Promise.all(answers.map(async (answer) => answer.json()))) as {
    runId: string;
    repeated: boolean;
  }[];
  expect(new Set(accepted.map(({ runId }) => runId)).size).toBe(1);
  const [event] = await api.store.context.collections.events.find({ kind: "trigger" }).toArray();
  expect(event?.kind === "trigger" && JSON.parse(event.payload)).toMatchObject({
    messageId: "<m1@example.com>",
    from: { address: "ann@example.com", name: "Ann Lee" },
    to: ["sales@example.com"],
    subject: "询价",
    text: "How much for 20 seats?",
    date: "2026-03-02T08:00:00.000Z",
    attachments: [],
  });
  expect((await post(MAIL, "text/plain")).status).toBe(415);
  expect((await post(MAIL, "message/rfc822", `${url}x`)).status).toBe(404);
});
