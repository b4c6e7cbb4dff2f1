import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { createMailboxClient } from "../../../engine/runtime/mail-catcher/client.ts";
import { verifySmtp } from "../../../engine/runtime/provision/smtp.ts";
import { verifyTemporal } from "../../../engine/runtime/provision/temporal.ts";
import { verifyMongodb } from "../../../engine/store/server-check.ts";

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
};

test("the provisioned Temporal answers for its namespace, and only for that", async () => {
  const address = given("FLOWRIGHT_TEST_TEMPORAL_ADDRESS");
  await verifyTemporal(address, "default");
  await expect(verifyTemporal(address, "no-such-namespace")).rejects.toMatchObject({ code: "TEMPORAL_UNREACHABLE" });
});

test("the provisioned MongoDB has transactions and change streams", async () => {
  await verifyMongodb(given("FLOWRIGHT_TEST_MONGODB_URI"));
  await expect(verifyMongodb("mongodb://127.0.0.1:1/x?directConnection=true")).rejects.toMatchObject({
    code: "MONGODB_UNREACHABLE",
  });
});

test("a mail sent to the catcher is there once", async () => {
  const smtpUrl = given("FLOWRIGHT_TEST_SMTP_URL");
  await verifySmtp(smtpUrl);
  const messageId = `<${process.pid}-${performance.now()}@tests.example.com>`;
  const transport = createTransport({ url: smtpUrl });
  await transport.sendMail({ from: "a@example.com", to: "b@example.com", subject: "once", text: "x", messageId });
  transport.close();
  const mailbox = createMailboxClient({
    url: given("FLOWRIGHT_TEST_MAILBOX_URL"),
    token: given("FLOWRIGHT_TEST_MAILBOX_TOKEN"),
  });
  expect((await mailbox.findByMessageId(messageId)).count).toBe(1);
});
