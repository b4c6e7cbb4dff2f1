import { type ReactNode, useState } from "react";
import type { Json } from "../../../../../definitions/json.ts";
import type { FieldSchema } from "./field-kind.ts";
import { MappedField } from "./mapped-field.tsx";

interface HeldFieldProps {
  name: string;
  path: string;
  schema: FieldSchema;
  initial: Json | undefined;
  /** Hears of each value that the field takes. */
  onKeep: (value: Json | undefined) => void;
  /** What stands around the field while it has this value. */
  around?: (field: ReactNode, value: Json | undefined) => ReactNode;
}

/** A field of a form for tests: it holds its value. */
export function HeldField({ name, path, schema, initial, onKeep, around }: HeldFieldProps) {
  const [value, setValue] = useState(initial);
  const field = (
    <MappedField
      name={name}
      path={path}
      schema={schema}
      required
      value={value}
      scope={{ names: {} }}
      problemsOf={() => []}
      onChange={(next) => {
        onKeep(next);
        setValue(next);
      }}
    />
  );
  return around === undefined ? field : around(field, value);
}
