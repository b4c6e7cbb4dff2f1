import type { MailDetail, RouteResponse } from "../../../../definitions/api.ts";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const html = (name: string, owner: string) => `<!doctype html><html><head><style>
body{font-family:sans-serif;color:#222;margin:24px} .card{border:1px solid #ddd;border-radius:8px;padding:16px;max-width:480px}
h1{font-size:18px;margin:0 0 8px}.b{display:inline-block;background:#4f46e5;color:#fff;padding:8px 14px;border-radius:6px;text-decoration:none}
</style></head><body><div class="card"><h1>New lead: ${name}</h1><p>Hello ${owner}, this lead is yours. Score 84.</p>
<p><a class="b" href="https://example.com">Open the lead</a></p></div><script>document.body.textContent='script ran'</script></body></html>`;

/** Caught mails: HTML, text only, and one in Chinese. */
export function seedMails(): MailDetail[] {
  const names = ["Grace Hopper", "陈静", "Tomás Silva", "Yuki Tanaka", "赵磊", "Amara Diallo"];
  return names.map((name, index) => ({
    id: `mail-${index + 1}`,
    messageId: `<run-${index}.mail.0@flowright>`,
    from: "Flowright <no-reply@example.com>",
    to: [index % 2 === 0 ? "wang@example.com" : "ben@example.com"],
    subject: index % 3 === 1 ? `新线索：${name}` : `New lead: ${name}`,
    receivedAt: ago(index * 13 + 1),
    size: 1_843 + index * 97,
    preview: index % 3 === 1 ? "您好，这条线索已分配给您。" : "Hello, this lead is yours. Score 84.",
    html: index === 3 ? null : html(name, index % 2 === 0 ? "王芳" : "Ben"),
    text: `Hello,\n\n${name} is your lead now. Score 84.\n\nFlowright`,
    headers: {
      "Message-ID": `<run-${index}.mail.0@flowright>`,
      "Content-Type": "multipart/alternative",
      "X-Flowright-Run": `run-${index}`,
    },
  }));
}

export function seedNotices(): RouteResponse<"listNotices">["items"] {
  return [
    {
      id: "n1",
      kind: "reminder",
      text: "Grace Hopper has not been contacted (1 of 3)",
      record: { object: "lead", id: "lead-1" },
      createdAt: ago(12),
      readAt: null,
    },
    {
      id: "n2",
      kind: "info",
      text: "新线索 陈静（邮件未能送达）",
      record: { object: "lead", id: "lead-2" },
      createdAt: ago(95),
      readAt: null,
    },
    {
      id: "n3",
      kind: "info",
      text: "The import of leads.csv has ended.",
      record: null,
      createdAt: ago(600),
      readAt: ago(500),
    },
  ];
}

export function seedTasks(): RouteResponse<"listTasks">["items"] {
  return [
    {
      id: "t1",
      title: "Approve a discount of 25 % for Northwind",
      description: "The opportunity Northwind – licences goes over the limit of 20 %.",
      assignees: ["ada", "ben"],
      kind: "approval",
      outcomes: [{ id: "approved" }, { id: "rejected" }],
      required: 1,
      form: { type: "object", properties: { maxDiscount: { type: "number", title: "Largest discount, %" } } },
      answers: [],
      comments: [{ id: "c1", by: "ben", text: "They order each quarter.", at: ago(20) }],
      delegations: [],
      escalated: false,
      status: "open",
      dueAt: new Date(Date.now() + 5_400_000).toISOString(),
      record: { object: "opportunity", id: "opportunity-1" },
      runId: "run-3",
      createdAt: ago(30),
    },
    {
      id: "t2",
      title: "给 海纳科技 打电话",
      description: null,
      assignees: ["ada"],
      kind: "task",
      outcomes: [],
      required: 1,
      form: null,
      answers: [],
      comments: [],
      delegations: [],
      escalated: false,
      status: "open",
      dueAt: ago(40),
      record: { object: "lead", id: "lead-2" },
      runId: "run-2",
      createdAt: ago(300),
    },
  ];
}
