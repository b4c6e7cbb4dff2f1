import { createBuiltInRegistry } from "../../../../activities/built-in-registry.ts";
import { BUILT_IN_OBJECTS } from "../../../../definitions/records.ts";
import { type Catalogue, catalogueSchema, type OperationDescription } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { ResourceKind, User } from "../../../../definitions/resources.ts";
import type { StoredWorkflow } from "../world.ts";

type Properties = Record<string, Record<string, unknown>>;
const operation = (
  name: string,
  title: [en: string, zh: string],
  properties: Properties,
  required: string[] = [],
): OperationDescription => ({
  name,
  kind: "action",
  title: { en: title[0], zh: title[1] },
  input: { type: "object", properties, required, additionalProperties: false },
  output: { type: "object" },
  sideEffect: true,
  internal: name.startsWith("crm."),
});
const text = (title: string, zh: string, more: Record<string, unknown> = {}) => ({
  type: "string",
  title,
  "x-title-zh": zh,
  ...more,
});
const object = text("Object", "对象", { "x-widget": "record-object" });
const recordId = text("Record", "记录", { "x-widget": "expression" });

const smtpAuth = {
  type: "object",
  required: ["host"],
  properties: {
    host: text("Server", "服务器", { examples: ["mail.example.com"] }),
    port: { type: "integer", title: "Port", "x-title-zh": "端口", default: 587, minimum: 1, maximum: 65_535 },
    security: text("Encryption", "加密方式", { enum: ["none", "starttls", "tls"], default: "starttls" }),
    user: text("User", "用户名"),
    password: text("Password", "密码", { "x-widget": "secret" }),
    from: text("Sender", "发件人", { format: "email", description: "Shown as the sender of every mail." }),
  },
};
const trytonAuth = {
  type: "object",
  required: ["url", "database", "user"],
  properties: {
    url: text("Address", "地址", { format: "uri" }),
    database: text("Database", "数据库"),
    user: text("User", "用户名"),
    password: text("Password", "密码", { "x-widget": "secret" }),
  },
};

/** Of the connectors that come with the product, what pages and what is told by the other system. */
const BUILT_IN = createBuiltInRegistry().describe();
const builtIn = (name: string) =>
  BUILT_IN.flatMap(({ operations }) => operations).filter((operation) => operation.name === name);

function connectors(): Catalogue["connectors"] {
  return [
    ...BUILT_IN.filter(({ id }) => id === "erp"),
    {
      id: "crm",
      version: "1.0.0",
      title: { en: "CRM", zh: "CRM" },
      group: "crm",
      icon: "users",
      operations: [
        operation(
          "crm.assign",
          ["Assign", "分配"],
          { object, id: recordId, policy: text("Policy", "分配策略", { "x-widget": "policy" }) },
          ["object", "id", "policy"],
        ),
        operation("crm.get", ["Read a record", "读取记录"], { object, id: recordId }, ["object", "id"]),
        ...builtIn("crm.find"),
        operation("crm.update", ["Change a record", "修改记录"], {
          object,
          id: recordId,
          fields: { type: "object", title: "Fields", "x-title-zh": "字段", "x-widget": "key-value" },
        }),
        operation("crm.remind", ["Remind", "提醒"], {
          user: text("Person", "人员", { "x-widget": "user" }),
          text: text("Text", "内容"),
        }),
        operation("crm.notify", ["Notify", "通知"], {
          user: text("Person", "人员", { "x-widget": "user" }),
          text: text("Text", "内容"),
        }),
      ],
    },
    {
      id: "smtp",
      version: "1.0.0",
      title: { en: "E-mail (SMTP)", zh: "电子邮件（SMTP）" },
      group: "messages",
      icon: "mail",
      auth: smtpAuth,
      operations: [
        operation(
          "smtp.send",
          ["Send an e-mail", "发送邮件"],
          {
            to: text("To", "收件人", { "x-widget": "expression" }),
            subject: text("Subject", "主题"),
            template: text("Template", "模板", { "x-widget": "mail-template" }),
            with: { type: "object", title: "Values", "x-title-zh": "变量", "x-widget": "key-value" },
          },
          ["to"],
        ),
      ],
    },
    {
      id: "tryton",
      version: "1.0.0",
      title: "Tryton ERP",
      group: "systems",
      icon: "factory",
      auth: trytonAuth,
      operations: [
        operation(
          "tryton.upsert-party",
          ["Create or update a party", "创建或更新客户"],
          { name: text("Name", "名称") },
          ["name"],
        ),
      ],
    },
    {
      id: "http",
      version: "1.0.0",
      title: { en: "HTTP", zh: "HTTP" },
      group: "systems",
      icon: "globe",
      auth: {
        type: "object",
        required: ["baseUrl"],
        properties: {
          baseUrl: text("Address", "地址", { format: "uri" }),
          token: text("Token", "令牌", { "x-widget": "secret" }),
        },
      },
      authOptional: true,
      operations: [
        ...builtIn("http.list-items"),
        ...builtIn("http.new-items"),
        operation("http.request", ["Call an address", "调用地址"], {
          method: text("Method", "方法", { enum: ["GET", "POST", "PUT", "PATCH", "DELETE"], default: "GET" }),
          path: text("Path", "路径"),
          body: { type: "object", title: "Body", "x-title-zh": "正文", "x-widget": "key-value" },
        }),
      ],
    },
  ];
}

/** What definitions may refer to in the stand-in's workspace. */
export function seedCatalogue(
  users: User[],
  resources: Record<ResourceKind, JsonObject[]>,
  workflows: StoredWorkflow[],
): Catalogue {
  return catalogueSchema.parse({
    connectors: connectors(),
    objects: BUILT_IN_OBJECTS,
    connections: [
      { key: "default", connector: "smtp", name: "Company mail" },
      { key: "erp", connector: "tryton", name: "Tryton ERP" },
    ],
    tables: resources.tables,
    calendars: resources.calendars,
    policies: resources.policies,
    mailTemplates: resources["mail-templates"],
    workflows: workflows.map((workflow) => ({
      key: workflow.key,
      name: workflow.name,
      published: workflow.publishedVersion !== null,
    })),
    users: users.map(({ id, name, email, active }) => ({ id, name, email, active })),
    teams: resources.teams,
    roles: ["sales", "sales-manager", "support"],
    conditions: resources.conditions.map(({ key, name, object, when }) => ({ name: key, title: name, object, when })),
    ruleSets: resources["rule-sets"],
    scoringModels: resources["scoring-models"],
  });
}
