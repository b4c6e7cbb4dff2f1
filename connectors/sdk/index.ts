/** The connector SDK: all that a connector may import beside its own packages. */
export { both, label, type FieldLabel, type Widget } from "./label.ts";
export {
  type Connector,
  type ConnectorAuth,
  type ConnectorPermissions,
  type ConnectorSpecification,
  type ConnectorTrigger,
  defineConnector,
} from "./define-connector.ts";
export {
  defineOperation,
  type FindOptions,
  type Operation,
  type OperationRetry,
  type OptionsQuery,
} from "./define-operation.ts";
export { describeConnector, toJsonSchema } from "./describe-connector.ts";
export { createEgressGuard, type EgressGuard, isPrivateAddress } from "./egress-guard.ts";
export { findInputOptions } from "./find-input-options.ts";
export { HTTP_METHODS, type HttpClient, type HttpMethod, type HttpRequest, type HttpResponse } from "./http-client.ts";
export { type Logger, SILENT_LOGGER } from "./logger.ts";
export {
  type CallOrigin,
  type OperationConnection,
  type OperationContext,
  type Services,
  serviceToken,
  type ServiceToken,
} from "./operation-context.ts";
export { advancePollCursor, type PollCursor, type PolledItem } from "./poll-cursor.ts";
export { type PushDelivery, type PushedEvent, type PushedRequest, type PushSource, receivePush } from "./push.ts";
export { runOperation, type RunOperationOptions, testConnection } from "./run-operation.ts";
export {
  DELIVERIES,
  type DeliveryReceipt,
  type DeliveryService,
  type PushResult,
  type RenderedMail,
  SYNC,
  type SyncService,
  TEMPLATES,
  type TemplateService,
} from "./services.ts";
export { signWebhook, verifyWebhook } from "./webhook-signature.ts";
