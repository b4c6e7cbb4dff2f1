import { startSuiteStack } from "./start-suite-stack.ts";

/**
 * One API and one worker over the shared servers, with a database of their own. Tests find them by FLOWRIGHT_E2E_*
 * variables; where those are given, that stack is used as it is.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["FLOWRIGHT_E2E_URL"] !== undefined) return undefined;
  const { url, password, stop } = await startSuiteStack();
  process.env["FLOWRIGHT_E2E_URL"] = url;
  process.env["FLOWRIGHT_E2E_PASSWORD"] = password;
  return stop;
}
