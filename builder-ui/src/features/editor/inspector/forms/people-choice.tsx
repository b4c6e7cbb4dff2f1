import { MultiSelect } from "@mantine/core";
import { useEditorContext } from "../../store/editor-context.ts";

/** Several people of the workspace. */
export function PeopleChoice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const { catalogue } = useEditorContext();
  return (
    <MultiSelect
      mb={14}
      searchable
      aria-label={label}
      data-testid="field-users"
      data={catalogue.users.map((user) => ({ value: user.id, label: user.name }))}
      value={value}
      onChange={onChange}
    />
  );
}
