import type * as z from "zod";
import type { InputOption } from "../../definitions/input-option.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { LocalizedText } from "../../definitions/text.ts";
import type { OperationContext } from "./operation-context.ts";

/** An operation that gives a list by pages: which fields of input and output say so. Null as next cursor is the end. */
export interface OperationPaging {
  /** Input fields: where the page begins, absent for the first; and how many items it may have. */
  cursor: string;
  size: string;
  /** Output fields: the page's items, and the cursor of the next. */
  items: string;
  next: string;
}

export interface OperationRetry {
  maximumAttempts: number;
  initialInterval: string;
  backoffCoefficient: number;
  maximumInterval: string;
}

/** What a form asks with when somebody opens a field's list. */
export interface OptionsQuery {
  /** The step's input as it is written so far: fixed values, and expressions as their text. */
  input: JsonObject;
  /** What was typed to narrow the list; empty at first. The other system searches, so that more can be found than shown. */
  search: string;
}
/** Asks the other system which values a field may take, at most a hundred. Reads only; throws coded errors. */
export type FindOptions = (query: OptionsQuery, context: OperationContext) => Promise<readonly InputOption[]>;

/** An operation as a connector's author writes it. */
export interface OperationSpecification<Input extends z.ZodType, Output extends z.ZodType> {
  /** The part after the dot: `send` of `smtp.send`. */
  id: string;
  title: LocalizedText;
  description?: LocalizedText;
  input: Input;
  output: Output;
  /** Writes to the outside (the default). `false` for operations that only read. */
  sideEffect?: boolean;
  /** Works on our own records: quick, run as a local activity. */
  internal?: boolean;
  defaultRetry?: OperationRetry;
  /** ISO 8601 duration. */
  defaultTimeout?: string;
  deprecated?: boolean;
  paging?: OperationPaging;
  /** Of input fields whose values live in the other system: the builder offers them by name, typing stays possible. */
  options?: Readonly<Record<string, FindOptions>>;
  run(input: z.output<Input>, context: OperationContext): Promise<z.input<Output>>;
}

/** An operation as the host sees it: the types of input and output are behind the schemas. */
export interface Operation {
  readonly id: string;
  readonly kind: "action";
  readonly title: LocalizedText;
  readonly description: LocalizedText | undefined;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly sideEffect: boolean;
  readonly internal: boolean;
  readonly defaultRetry: OperationRetry | undefined;
  readonly defaultTimeout: string | undefined;
  readonly deprecated: boolean;
  readonly paging: OperationPaging | undefined;
  readonly options: Readonly<Record<string, FindOptions>>;
  readonly run: (input: unknown, context: OperationContext) => Promise<unknown>;
}

/** Ties an operation's schemas to its code. `run` gets what `input` gives and answers what `output` takes. */
export function defineOperation<Input extends z.ZodType, Output extends z.ZodType>(
  specification: OperationSpecification<Input, Output>,
): Operation {
  const { id, title, description, input, output } = specification;
  return {
    id,
    kind: "action",
    title,
    description,
    input,
    output,
    sideEffect: specification.sideEffect ?? true,
    internal: specification.internal ?? false,
    defaultRetry: specification.defaultRetry,
    defaultTimeout: specification.defaultTimeout,
    deprecated: specification.deprecated ?? false,
    paging: specification.paging,
    options: specification.options ?? {},
    run: async (value, context) => specification.run(value as z.output<Input>, context),
  };
}
