import { BUILT_IN_CONNECTORS } from "../connectors/index.ts";
import type { Connector } from "../connectors/sdk/define-connector.ts";
import { createRegistry, type Registry } from "../connectors/registry.ts";
import { crmConnector } from "./crm/connector.ts";
import { rulesConnector } from "./rule-sets/connector.ts";
import { scoreConnector } from "./scoring/connector.ts";

/** All that an installation can do: the CRM, the connectors that come with the product, and plugins. */
export function createBuiltInRegistry(plugins: readonly Connector[] = []): Registry {
  return createRegistry([crmConnector, scoreConnector, rulesConnector, ...BUILT_IN_CONNECTORS, ...plugins]);
}
