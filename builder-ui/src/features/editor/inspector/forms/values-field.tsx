import { useId } from "react";
import type { Issue } from "../../../../../../definitions/api.ts";
import type { ScopeTypes } from "../../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../../definitions/json.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import { KeyValueControl } from "../../fields/key-value-control.tsx";

interface ValuesFieldProps {
  label: string;
  help?: string;
  testId: string;
  scope: ScopeTypes;
  names?: readonly string[];
  value: Json | undefined;
  problems: readonly Issue[];
  onChange: (value: Json | undefined) => void;
}

/** Names with values, each written or computed, under a label. */
export function ValuesField({ label, help, problems, ...control }: ValuesFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} help={help} problems={problems}>
      <KeyValueControl label={label} {...control} />
    </FieldFrame>
  );
}
