import type { Connector } from "./sdk/define-connector.ts";
import { erpConnector } from "./erp/connector.ts";
import { httpConnector } from "./http/connector.ts";
import { smtpConnector } from "./smtp/connector.ts";
import { trytonConnector } from "./tryton/connector.ts";

/** The connectors that come with the product, beside the CRM's own (activities/crm). */
export const BUILT_IN_CONNECTORS: readonly Connector[] = [smtpConnector, httpConnector, erpConnector, trytonConnector];
