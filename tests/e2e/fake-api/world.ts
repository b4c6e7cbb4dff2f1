import { PERMISSIONS, type Permission } from "../../../definitions/api.ts";
import type {
  Connection,
  Issue,
  MailDetail,
  Presence,
  RecordImport,
  RouteResponse,
  Template,
  Version,
  Workflow,
} from "../../../definitions/api.ts";
import type { Catalogue } from "../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { ResourceKind, User } from "../../../definitions/resources.ts";
import type { RunDetail } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { seedCatalogue } from "./seed/catalogue.ts";
import { seedMails, seedNotices, seedTasks } from "./seed/messages.ts";
import { seedRecords, seedUsers } from "./seed/records.ts";
import { seedResources } from "./seed/resources.ts";
import { seedRuns } from "./seed/runs.ts";
import { seedTemplates } from "./seed/templates.ts";
import { seedWorkflows } from "./seed/workflows.ts";

/** A refusal; answered as problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, code: string, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.body = { status, code, detail: message, ...more };
  }
}

export type StoredWorkflow = Workflow & {
  versions: (Version & { definition: WorkflowDefinition })[];
  issues: Issue[];
};
export type StoredRecord = JsonObject & { id: string; object: string };

/** All that the stand-in knows, in memory. */
export interface World {
  open: boolean;
  /** What the person who is signed in may do. */
  permissions: readonly Permission[];
  users: User[];
  records: Record<string, StoredRecord[]>;
  workflows: StoredWorkflow[];
  presence: (Presence & { key: string })[];
  runs: RunDetail[];
  templates: Template[];
  resources: Record<ResourceKind, JsonObject[]>;
  connections: Connection[];
  mails: MailDetail[];
  notices: RouteResponse<"listNotices">["items"];
  tasks: RouteResponse<"listTasks">["items"];
  imports: RecordImport[];
  apiKeys: RouteResponse<"listApiKeys">["items"];
  audit: RouteResponse<"listAudit">["items"];
  catalogue: Catalogue;
}

/** A fresh world with people, records, workflows, runs and mails in both languages. */
export function createWorld(options: { open: boolean }): World {
  const users = seedUsers();
  const templates = seedTemplates();
  const workflows = seedWorkflows(templates);
  const resources = seedResources();
  return {
    open: options.open,
    permissions: PERMISSIONS,
    users,
    records: seedRecords(),
    workflows,
    presence: [],
    runs: seedRuns(),
    templates,
    resources,
    connections: [
      {
        key: "default",
        connector: "smtp",
        name: "Company mail",
        settings: { host: "mail.example.com", port: 587 },
        secretsSet: { password: true },
        status: "ok",
        checkedAt: new Date(Date.now() - 3_600_000).toISOString(),
        message: null,
      },
      {
        key: "erp",
        connector: "tryton",
        name: "Tryton ERP",
        settings: { url: "https://erp.example.com", database: "erp" },
        secretsSet: { password: true },
        status: "failing",
        checkedAt: new Date(Date.now() - 600_000).toISOString(),
        message: "The server refused the password (401). Enter it again, then test.",
      },
    ],
    mails: seedMails(),
    notices: seedNotices(),
    tasks: seedTasks(),
    imports: [],
    apiKeys: [
      {
        id: "k1",
        name: "Website",
        prefix: "fr_8f3a",
        role: "integrator",
        createdAt: "2026-10-02T09:00:00Z",
        lastUsedAt: new Date(Date.now() - 120_000).toISOString(),
      },
    ],
    audit: [
      {
        id: "a1",
        at: new Date(Date.now() - 300_000).toISOString(),
        byUser: "ada",
        action: "workflow.publish",
        target: "lead-routing",
        details: { version: 3 },
      },
      {
        id: "a2",
        at: new Date(Date.now() - 9_000_000).toISOString(),
        byUser: "wang",
        action: "connection.update",
        target: "erp",
      },
    ],
    catalogue: seedCatalogue(users, resources, workflows),
  };
}
