import { lazy, Suspense } from "react";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { exampleOf, type FieldKind, type FieldSchema, listShapeOf } from "./field-kind.ts";
import { JsonControl } from "./json-control.tsx";
import { KeyValueControl } from "./key-value-control.tsx";
import { ListControl } from "./list-control.tsx";
import { LiteralControl } from "./literal-control.tsx";

const RemoteOptionsControl = lazy(async () => ({
  default: (await import("./remote-options-control.tsx")).RemoteOptionsControl,
}));

interface WrittenControlProps {
  /** The field's name in the operation's input. */
  name: string;
  id: string;
  kind: FieldKind;
  schema: FieldSchema;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  scope: ScopeTypes;
  label: string;
  testId: string;
  names?: readonly string[] | undefined;
}

/** The control for a value that is written, by its kind. */
export function WrittenControl({ name, kind, schema, scope, label, names, ...shared }: WrittenControlProps) {
  const { id: _, ...unnamed } = shared;
  const shape = listShapeOf(schema);
  if (kind === "key-value") return <KeyValueControl {...unnamed} scope={scope} label={label} names={names ?? []} />;
  if (kind === "list" && shape !== null)
    return <ListControl {...shared} shape={shape} placeholder={exampleOf(schema)} />;
  if (kind === "options")
    return (
      <Suspense fallback={<LiteralControl {...shared} kind="text" schema={schema} />}>
        <RemoteOptionsControl {...shared} field={name} schema={schema} />
      </Suspense>
    );
  if (kind === "json") return <JsonControl {...shared} />;
  return <LiteralControl {...shared} kind={kind} schema={schema} />;
}
