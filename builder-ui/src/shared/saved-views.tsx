import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Bookmark, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

interface View {
  name: string;
  search: string;
}

/** Filters kept under a name, in this browser. `list` names the list. */
export function SavedViews({ list }: { list: string }) {
  const { t } = useTranslation("shared");
  const [params, setParams] = useSearchParams();
  const [views, setViews] = useLocalStorage<View[]>({ key: `flowright-views-${list}`, defaultValue: [] });
  const [name, setName] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search: params.toString() }]);
    setName("");
  };
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button variant="default" leftSection={<Bookmark size={14} aria-hidden />}>
          {t("views")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item
            key={view.name}
            onClick={() => setParams(new URLSearchParams(view.search))}
            rightSection={
              <ActionIcon
                component="span"
                size="xs"
                title={t("removeView", { name: view.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  setViews(views.filter((entry) => entry.name !== view.name));
                }}
              >
                <X size={12} aria-hidden />
              </ActionIcon>
            }
          >
            {view.name}
          </Menu.Item>
        ))}
        <form onSubmit={save} style={{ padding: 6, display: "flex", gap: 6 }}>
          <TextInput
            size="xs"
            placeholder={t("viewName")}
            aria-label={t("viewName")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" variant="light">
            {t("save")}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
