import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities, type OperationActivity } from "../../../activities/create-activities.ts";
import type { MailSettlement } from "../../../activities/mail/delivery-ledger.ts";
import { addPolicy, createCall, WORKSPACE } from "../../../activities/testing/fixtures.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../../../activities/testing/in-memory-ports.ts";
import { createFakeHost } from "../../../connectors/testing/index.ts";
import { smtpConnector } from "../../../connectors/smtp/connector.ts";
import type { JsonObject } from "../../../definitions/json.ts";

let ports: InMemoryPorts;
let server: SMTPServer | undefined;
let received: ParsedMail[];
/** What the server does after it has the whole message. */
let atEnd: "accept" | "drop-before-keeping" | "drop-after-keeping";

beforeEach(() => {
  ports = createInMemoryPorts();
  received = [];
  atEnd = "accept";
});
afterEach(async () => {
  const closing = server;
  server = undefined;
  if (closing !== undefined) await new Promise<void>((resolve) => closing.close(() => resolve()));
});

async function startServer(options: SMTPServerOptions = {}): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, _session, done) {
      const finish = (mail: ParsedMail) => {
        if (atEnd !== "drop-before-keeping") received.push(mail);
        if (atEnd === "accept") return done();
        for (const socket of sockets) socket.destroy();
        return undefined;
      };
      void simpleParser(stream).then(finish);
    },
    ...options,
  });
  server.on("error", () => {});
  server.server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}
const catcher: MailSettlement = {
  findByMessageId: async (id) => (received.some((mail) => mail.messageId === id) ? "present" : "absent"),
};
function createSender(url: string, mailSettlement?: MailSettlement, mailInFlightMs = 0): OperationActivity {
  const activities = createActivities({
    ports,
    registry: createBuiltInRegistry(),
    mailInFlightMs,
    fallbackConnections: { smtp: { url, from: "Sales <sales@example.com>" } },
    ...(mailSettlement === undefined ? {} : { mailSettlement }),
  });
  return async (call) => (activities["smtp.send"] ?? activities["default"])?.(call) ?? null;
}
const MAIL: JsonObject = { to: "ann@example.com", subject: "Hello", text: "Hi Ann" };
const statuses = () => [...ports.workspace(WORKSPACE).deliveries.values()].map(({ status }) => status);

describe("smtp.send over a real server", () => {
  it("sends one mail from a template, escaped, with its text alternative", async () => {
    const send = createSender(await startServer());
    ports.workspace(WORKSPACE).mailTemplates.push({
      key: "lead-assigned",
      name: "Lead assigned",
      subject: "New lead: {{ lead.name }}",
      html: "<p>{{ lead.name }} of <b>{{ lead.company }}</b> has {{ points }} points.</p>",
    });
    const input = {
      to: ["ann@example.com", "Bob <bob@example.com>"],
      template: "lead-assigned",
      with: { lead: { name: "<script>x</script>", company: "A & B", note: "private" }, points: 80 },
    };
    const call = createCall("smtp.send", input);
    const first = await send(call);
    expect(await send(call)).toEqual({ ...(first as JsonObject), response: expect.any(String) });
    expect(received).toHaveLength(1);
    expect(first).toMatchObject({
      accepted: ["ann@example.com", "bob@example.com"],
      rejected: [],
      messageId: received[0]?.messageId,
    });
    expect(received[0]?.subject).toBe("New lead: <script>x</script>");
    expect(received[0]?.html).toContain("&lt;script&gt;x&lt;/script&gt; of <b>A &amp; B</b> has 80 points.");
    expect(received[0]?.text).toContain("<script>x</script> of A & B has 80 points.");
    expect(received[0]?.from?.text).toContain("sales@example.com");
    expect(statuses()).toEqual(["sent"]);
  });

  it("550 is final, 421 is tried again; both leave an entry that can be sent again", async () => {
    let answer: Error | null = Object.assign(new Error("no such user"), { responseCode: 550 });
    const send = createSender(await startServer({ onRcptTo: (_address, _session, done) => done(answer) }));
    const call = createCall("smtp.send", MAIL);
    await expect(send(call)).rejects.toMatchObject({
      code: "SMTP_REFUSED",
      retryable: false,
      details: { status: 550 },
    });
    expect(statuses()).toEqual(["failed"]);
    answer = Object.assign(new Error("try later"), { responseCode: 421 });
    await expect(send(call)).rejects.toMatchObject({ code: "SMTP_BUSY", retryable: true });
    answer = null;
    expect(await send(call)).toMatchObject({ accepted: ["ann@example.com"] });
    expect(received).toHaveLength(1);
  });

  it("a drop after DATA that the server kept is settled as sent, without a second mail", async () => {
    const send = createSender(await startServer(), catcher);
    atEnd = "drop-after-keeping";
    const call = createCall("smtp.send", MAIL);
    expect(await send(call)).toMatchObject({ messageId: received[0]?.messageId });
    expect(await send(call)).toMatchObject({ messageId: received[0]?.messageId });
    expect(received).toHaveLength(1);
    expect(statuses()).toEqual(["sent"]);
  });

  it("a drop after DATA that the server lost is sent again once it is known to be absent", async () => {
    const send = createSender(await startServer(), catcher);
    atEnd = "drop-before-keeping";
    const call = createCall("smtp.send", MAIL);
    await expect(send(call)).rejects.toMatchObject({ code: "DELIVERY_UNKNOWN", retryable: true });
    expect(statuses()).toEqual(["unknown"]);
    atEnd = "accept";
    await send(call);
    expect(received).toHaveLength(1);
    expect(statuses()).toEqual(["sent"]);
  });

  it("a server that nobody can ask leaves the mail to an operator", async () => {
    const send = createSender(await startServer());
    atEnd = "drop-after-keeping";
    const call = createCall("smtp.send", MAIL);
    await expect(send(call)).rejects.toMatchObject({ code: "DELIVERY_UNKNOWN" });
    await expect(send(call)).rejects.toMatchObject({ code: "DELIVERY_UNKNOWN", retryable: false });
    expect(received).toHaveLength(1);
    expect(statuses()).toEqual(["unknown"]);
  });

  it("asks the installation's mailbox only about mail that went there", async () => {
    const url = await startServer();
    const settings = { url, from: "Sales <sales@example.com>" };
    ports.workspace(WORKSPACE).connections.set("other-server", { connector: "smtp", settings });
    const blind: MailSettlement = { findByMessageId: async () => "absent" };
    const call = createCall("smtp.send", MAIL, "node", { connection: "other-server" });
    const send = createSender(url, blind);
    atEnd = "drop-after-keeping";
    await expect(send(call)).rejects.toMatchObject({ code: "DELIVERY_UNKNOWN" });
    await expect(send(call)).rejects.toMatchObject({ code: "DELIVERY_UNKNOWN", retryable: false });
    expect(received).toHaveLength(1);
  });

  it("an attempt that died while sending is waited for, then settled", async () => {
    const url = await startServer();
    const call = createCall("smtp.send", MAIL);
    await ports.deliveries.open(WORKSPACE, {
      key: call.idempotencyKey,
      messageId: "<dead@example.com>",
      to: [],
      subject: "",
    });
    await expect(createSender(url, catcher, 60_000)(call)).rejects.toMatchObject({
      code: "DELIVERY_IN_PROGRESS",
      retryable: true,
    });
    expect(await createSender(url, catcher, 0)(call)).toMatchObject({ messageId: "<dead@example.com>" });
    expect(received.map(({ messageId }) => messageId)).toEqual(["<dead@example.com>"]);
  });

  it("names a server that is not there, a refused sign-in and a mail that cannot be", async () => {
    await expect(createSender("smtp://127.0.0.1:1")(createCall("smtp.send", MAIL))).rejects.toMatchObject({
      code: "SMTP_UNREACHABLE",
      retryable: true,
    });
    const url = await startServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error("bad password")),
    });
    const signedIn = url.replace("smtp://", "smtp://joe:s3cr3t-pass@");
    const failure = await createSender(signedIn)(createCall("smtp.send", MAIL, "b")).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SMTP_SIGN_IN_REFUSED", retryable: false });
    expect(JSON.stringify(failure)).not.toContain("s3cr3t-pass");
    const incomplete: JsonObject[] = [
      { to: "ann@example.com", text: "x" },
      { to: "ann@example.com", subject: "x" },
    ];
    for (const input of incomplete) {
      await expect(createSender(url)(createCall("smtp.send", input, "c"))).rejects.toMatchObject({
        code: "MAIL_INVALID",
      });
    }
    for (const to of [null, "", "no address", "a@b.example\r\nbcc: x@y.example", []]) {
      await expect(createSender(url)(createCall("smtp.send", { ...MAIL, to }, "d"))).rejects.toMatchObject({
        code: "OPERATION_INPUT_INVALID",
      });
    }
  });

  it("tests a connection, and stops when the step is cancelled", async () => {
    const url = await startServer();
    await createFakeHost(smtpConnector, { settings: { url } }).testConnection();
    const gone = createFakeHost(smtpConnector, { settings: { url: "smtp://127.0.0.1:1" } });
    await expect(gone.testConnection()).rejects.toMatchObject({ code: "SMTP_UNREACHABLE" });
    const abort = new AbortController();
    abort.abort();
    const host = createFakeHost(smtpConnector, { settings: { url }, signal: abort.signal });
    await expect(host.run("send", MAIL)).rejects.toMatchObject({ code: "OPERATION_CANCELLED" });
    expect(received).toHaveLength(0);
  });

  it("sends to the owner whom crm.assign found", async () => {
    const activities = createActivities({ ports, registry: createBuiltInRegistry() });
    addPolicy(ports, "inbound", { rules: [{ id: "nobody", strategy: "round-robin", candidates: {} }] });
    const { id } = await ports.records.create("lead", { name: "Ann" }, { workspaceId: WORKSPACE, chain: [] });
    const call = createCall("crm.assign", { object: "lead", id, policy: "inbound" });
    expect(await activities["crm.assign"]?.(call)).toMatchObject({ owner: null, rule: "nobody" });
  });
});
