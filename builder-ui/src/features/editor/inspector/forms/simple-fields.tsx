import { Select, TextInput } from "@mantine/core";
import { useId } from "react";
import type { Issue } from "../../../../../../definitions/api.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";

interface SimpleProps {
  label: string;
  help?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  problems?: readonly Issue[];
  required?: boolean;
  testId: string;
}

/** A plain text setting. */
export function TextField({
  label,
  help,
  value,
  onChange,
  problems,
  required,
  testId,
  placeholder,
  suggestions,
}: SimpleProps & { placeholder?: string; suggestions?: readonly string[] }) {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      label={label}
      help={help}
      required={required === true}
      {...(problems === undefined ? {} : { problems })}
    >
      <TextInput
        id={id}
        data-testid={testId}
        list={`${id}-list`}
        placeholder={placeholder ?? ""}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      />
      {suggestions === undefined ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion}>
              {suggestion}
            </option>
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

/** A choice among named things. */
export function ChoiceField({
  label,
  help,
  value,
  onChange,
  problems,
  required,
  testId,
  options,
}: SimpleProps & { options: { value: string; label: string }[] }) {
  const id = useId();
  const isKnown = value === undefined || options.some((option) => option.value === value);
  return (
    <FieldFrame
      id={id}
      label={label}
      help={help}
      required={required === true}
      {...(problems === undefined ? {} : { problems })}
    >
      <Select
        id={id}
        data-testid={testId}
        data={isKnown ? options : [...options, { value, label: value }]}
        value={value ?? null}
        searchable={options.length > 8}
        clearable={required !== true}
        allowDeselect={required !== true}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </FieldFrame>
  );
}
