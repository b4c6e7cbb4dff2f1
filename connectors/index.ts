import type { Connector } from "./sdk/define-connector.ts";
import { smtpConnector } from "./smtp/connector.ts";

/** The connectors that come with the product, beside the CRM's own (activities/crm). */
export const BUILT_IN_CONNECTORS: readonly Connector[] = [smtpConnector];
