import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface SearchFieldProps {
  value: string | undefined;
  onSearch: (value: string) => void;
  label?: string;
}

/** The search of a list; `/` moves the focus here. Calls `onSearch` when the typing pauses. */
export function SearchField({ value, onSearch, label }: SearchFieldProps) {
  const { t } = useTranslation("shared");
  const [text, setText] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  const search = useDebouncedCallback(onSearch, 250);
  // The address changed from outside: a saved view, the back button, "Clear filters".
  if (seen !== value) {
    setSeen(value);
    if ((value ?? "") !== text.trim()) setText(value ?? "");
  }
  useEffect(() => () => search.cancel(), [search]);
  return (
    <TextInput
      data-list-search
      type="search"
      w={260}
      placeholder={label ?? t("search")}
      aria-label={label ?? t("search")}
      leftSection={<Search size={15} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
