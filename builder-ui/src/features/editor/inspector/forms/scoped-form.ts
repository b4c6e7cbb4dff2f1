import type { ScopeTypes } from "../../../../../../definitions/expression/index.ts";
import type { FormProps } from "../use-item.ts";

/** A form that also knows what its step can see. */
export type ScopedForm<T> = FormProps<T> & { scope: ScopeTypes };
