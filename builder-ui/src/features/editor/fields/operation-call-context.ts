import { createContext } from "react";
import type { JsonObject } from "../../../../../definitions/json.ts";

/** The call whose input a form shows, for fields whose values another system is asked for. */
export interface FormCall {
  operation: string;
  connection: string | undefined;
  /** The operation cannot do without a connection. */
  needsConnection: boolean;
  input: JsonObject;
}
export const FormCallContext = createContext<FormCall | null>(null);
