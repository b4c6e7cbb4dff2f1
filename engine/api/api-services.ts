import type { ActivityPorts } from "../../activities/ports.ts";
import type { RuleSetAsker } from "../../activities/rule-sets/ask-rule-set.ts";
import type { Registry } from "../../connectors/registry.ts";
import type { Template } from "../../definitions/api.ts";
import type { Authenticator } from "../auth/authenticate.ts";
import type { SignInAccounts } from "../auth/sign-in.ts";
import type { TaskLinks } from "../inbox/task-links.ts";
import type { MailboxClient } from "../runtime/mail-catcher/client.ts";
import type { Store, WorkspaceStore } from "../store/index.ts";
import type { ConnectionTester } from "./connection-tester.ts";
import type { InputOptionsFinder } from "./input-options.ts";
import type { PublicTriggers } from "./public/public-triggers.ts";
import type { RunGateway } from "./run-gateway.ts";
import type { RunStarter } from "./run-starter.ts";
import type { RunStates } from "./run-states.ts";
import type { WorkflowLanguage } from "./workflow-language.ts";

export interface ApiLogger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Results of POSTs under an Idempotency-Key, of one workspace. */
export type RequestLedger = Pick<WorkspaceStore["requests"], "claim" | "complete" | "release">;

/** All that the HTTP API works with; made by api.main.ts. */
export interface ApiServices {
  store: Store;
  auth: Authenticator;
  accounts: SignInAccounts;
  registry: Registry;
  /** What scores are learned from and rules asked with. */
  ports: ActivityPorts;
  ruleSets: RuleSetAsker;
  connections: ConnectionTester;
  inputOptions: InputOptionsFinder;
  runs: RunGateway;
  runStates: RunStates;
  starter: RunStarter;
  language: WorkflowLanguage;
  triggers: PublicTriggers;
  /** Signs and reads the links in mails about tasks. */
  taskLinks: TaskLinks;
  templates: readonly Template[];
  /** Absent where mail leaves by a configured server. */
  mailbox: MailboxClient | null;
  /** State of everything that requests need, by name; `ok` or what is wrong. */
  checkReadiness(): Promise<Record<string, string>>;
  /** Public origin without a trailing slash. */
  publicUrl: string;
  version: string;
  /** Badge in the top bar: `local`, `production`, … */
  environment: string;
  /** Tests check every answer against its schema. */
  checkResponses: boolean;
  logger: ApiLogger;
}
