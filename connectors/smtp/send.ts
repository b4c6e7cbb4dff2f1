import * as z from "zod";
import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import type { OperationContext } from "../sdk/operation-context.ts";
import { DELIVERIES, TEMPLATES } from "../sdk/services.ts";
import { sendMessage } from "./client.ts";
import { toPlainText } from "./plain-text.ts";
import { DEFAULT_SENDER, type SmtpSettings } from "./settings.ts";

const address = z
  .string()
  .max(500)
  .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+[^\r\n]*$/u, "write an e-mail address");
const addressesSchema = z.union([address, z.array(address).max(100)]);

const inputSchema = z.strictObject({
  to: z.union([address, z.array(address).min(1).max(100)]).meta(
    label({
      en: "To",
      zh: "收件人",
      description: {
        en: "An address or a list; mostly computed from a record or step.",
        zh: "一个或多个地址，通常由记录或步骤计算得出。",
      },
      widget: "expression",
      examples: ["=vars.owner.email"],
    }),
  ),
  cc: addressesSchema.optional().meta(
    label({
      en: "Cc",
      zh: "抄送",
      description: { en: "Others who get a copy and are seen.", zh: "抄送人，收件人可见。" },
      examples: ["team@example.com"],
      widget: "expression",
    }),
  ),
  bcc: addressesSchema.optional().meta(
    label({
      en: "Bcc",
      zh: "密送",
      description: { en: "Others who get a copy and are not seen.", zh: "密送人，收件人不可见。" },
      examples: ["archive@example.com"],
      widget: "expression",
    }),
  ),
  replyTo: address.optional().meta(
    label({
      en: "Reply to",
      zh: "回复至",
      description: { en: "Where answers go, where not to the sender.", zh: "回复地址，默认为发件人。" },
      examples: ["=steps.assign.output.owner.email"],
      widget: "expression",
    }),
  ),
  subject: z
    .string()
    .max(1_000)
    .optional()
    .meta(
      label({
        en: "Subject",
        zh: "主题",
        widget: "text",
        examples: ["New lead: {{ record.name }}"],
        description: { en: "Replaces the template's subject.", zh: "替换模板中的主题。" },
      }),
    ),
  template: z
    .string()
    .max(64)
    .optional()
    .meta(
      label({
        en: "Mail template",
        zh: "邮件模板",
        description: {
          en: "Subject and body from Settings › Mail templates. Empty: the bodies below.",
          zh: "主题和正文取自“设置 › 邮件模板”；留空则使用下方正文。",
        },
        widget: "mail-template",
      }),
    ),
  with: z
    .record(z.string(), z.unknown())
    .optional()
    .meta(
      label({
        en: "Values for the template",
        zh: "模板中的值",
        description: { en: "What the template calls by name, for example lead.", zh: "模板中引用的数据，例如 lead。" },
        examples: [{ lead: "=record" }],
        widget: "key-value",
      }),
    ),
  html: z
    .string()
    .max(500_000)
    .optional()
    .meta(
      label({
        en: "HTML body",
        zh: "HTML 正文",
        description: {
          en: "HTML with {{ }} for values, which are escaped.",
          zh: "HTML 正文，可用 {{ }} 插入数据（会自动转义）。",
        },
        examples: ["<p>Hello {{ record.name }}</p>"],
        widget: "code",
        html: true,
      }),
    ),
  text: z
    .string()
    .max(500_000)
    .optional()
    .meta(
      label({
        en: "Text body",
        zh: "纯文本正文",
        description: {
          en: "For readers without HTML; empty: made of the HTML.",
          zh: "纯文本版本；留空则由 HTML 生成。",
        },
        examples: ["Hello {{ record.name }}"],
        widget: "text",
      }),
    ),
});
type SendInput = z.output<typeof inputSchema>;

/** Sends one mail; the delivery ledger sees to it that a repeat sends none. */
export const sendOperation = defineOperation({
  id: "send",
  title: both("Send an e-mail", "发送邮件"),
  description: both(
    "Sends a mail from a template or with its own text. A step sends at most one mail, however often it is tried.",
    "使用模板或自定义正文发送邮件。无论重试多少次，同一步骤最多只发出一封。",
  ),
  input: inputSchema,
  output: z.object({
    messageId: z.string().meta(label({ en: "Message id", zh: "邮件 ID" })),
    accepted: z.array(z.string()).meta(label({ en: "Accepted", zh: "已接受" })),
    rejected: z.array(z.string()).meta(label({ en: "Refused", zh: "被拒绝" })),
    response: z.string().meta(label({ en: "Server's answer", zh: "服务器响应" })),
  }),
  defaultRetry: { maximumAttempts: 5, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT5M" },
  defaultTimeout: "PT30S",
  async run(input, context) {
    const body = await composeBody(input, context);
    const settings = (context.connection?.settings ?? {}) as SmtpSettings;
    const from = settings.from ?? DEFAULT_SENDER;
    const to = listOf(input.to);
    return context
      .use(DELIVERIES)
      .deliverOnce({ to: to.map(bareAddress), subject: body.subject, domain: domainOf(from) }, async (messageId) =>
        sendMessage(
          settings,
          {
            messageId,
            from,
            to,
            cc: listOf(input.cc),
            bcc: listOf(input.bcc),
            replyTo: input.replyTo,
            ...body,
          },
          context.signal,
        ),
      );
  },
});

async function composeBody(
  input: SendInput,
  context: OperationContext,
): Promise<{ subject: string; html: string | undefined; text: string | undefined }> {
  if (input.template !== undefined) {
    if (input.html !== undefined || input.text !== undefined) {
      throw userError("MAIL_INVALID", "Give the mail a template or a body of its own, not both.", {
        problem: "template and body",
      });
    }
    const mail = await context.use(TEMPLATES).renderMail(input.template, (input.with ?? {}) as JsonObject);
    const subject = input.subject ?? mail.subject;
    if (subject === "") throw withoutSubject();
    return { subject: oneLine(subject), html: mail.html, text: mail.text };
  }
  if (input.html === undefined && input.text === undefined) {
    throw userError("MAIL_INVALID", "The mail has neither a template nor a body.", { problem: "no body" });
  }
  if (input.subject === undefined) throw withoutSubject();
  return {
    subject: oneLine(input.subject),
    html: input.html,
    text: input.text ?? (input.html === undefined ? undefined : toPlainText(input.html)),
  };
}

function withoutSubject() {
  return userError("MAIL_INVALID", "The mail has no subject.", { problem: "no subject" });
}
function listOf(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
/** `ann@example.com` of `Ann <ann@example.com>`: what the server reports as accepted. */
function bareAddress(address: string): string {
  return /<([^<>]+)>\s*$/u.exec(address)?.[1] ?? address.trim();
}
function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
function domainOf(sender: string): string {
  return /@([A-Za-z0-9.-]+)/u.exec(sender)?.[1] ?? "flowright.local";
}
