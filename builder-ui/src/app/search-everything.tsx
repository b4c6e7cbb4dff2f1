import { Kbd } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import {
  Activity,
  Cable,
  FileText,
  type LucideIcon,
  Plus,
  Search,
  SquareTerminal,
  Table2,
  UserRound,
  Workflow,
} from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useRoute } from "../api/hooks.ts";
import { usePageCommandList } from "../shared/page-commands.ts";
import { useMay } from "./me.ts";
import { searchHasFocus, useSearchWish } from "./open-search.ts";
import classes from "./search-everything.module.css";
import { ALL_SECTIONS } from "./sections.ts";

const [searchStore, search] = createSpotlight();

const KIND_ICONS: Record<string, LucideIcon> = {
  workflow: Workflow,
  run: Activity,
  record: UserRound,
  resource: Table2,
  connection: Cable,
};
const CREATE = [
  { id: "workflow", path: "/workflows?create=1", permission: "workflow:write" },
  { id: "lead", path: "/records/lead?create=1", permission: "record:write" },
  { id: "ticket", path: "/records/ticket?create=1", permission: "record:write" },
  { id: "opportunity", path: "/records/opportunity?create=1", permission: "record:write" },
] as const;

/** The list scrolls, so it must take the focus. The list hands this on to its scroll area; its types do not say so. */
const FOCUSABLE = { viewportProps: { tabIndex: 0 } } as object;

/** Search over everything: hits of the server, places to go, things to create. */
export function SearchEverything() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const wishes = useSearchWish((state) => state.count);
  useEffect(() => {
    if (wishes > 0) search.open();
  }, [wishes]);
  const query = useSearchWish((state) => state.query);
  const [asked] = useDebouncedValue(query.trim(), 180);
  const hits = useRoute("search", { query: { q: asked } }, { enabled: asked.length > 1, staleTime: 10_000 });
  const mayWrite = useMay("workflow:write");
  const mayRecord = useMay("record:write");
  const fits = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const found = asked.length > 1 ? (hits.data?.items ?? []) : [];
  const places = ALL_SECTIONS.filter((section) => fits(t(`sections.${section.id}`)));
  const create = CREATE.filter(
    (entry) => (entry.permission === "workflow:write" ? mayWrite : mayRecord) && fits(t(`search.create.${entry.id}`)),
  );
  const own = usePageCommandList((state) => state.commands).filter((command) => fits(command.label));
  const go = (path: string) => void navigate(path);
  return (
    <Spotlight.Root
      store={searchStore}
      query={query}
      onQueryChange={(typed) => useSearchWish.setState({ query: typed })}
      shortcut={null}
      scrollable={false}
      attributes={{ content: { "aria-label": t("search.title") } }}
    >
      <Spotlight.Search
        data-search-everything
        onFocus={(event) => searchHasFocus(event.currentTarget)}
        placeholder={t("search.placeholder")}
        aria-label={t("search.title")}
        leftSection={<Search size={18} aria-hidden />}
      />
      <Spotlight.ActionsList className={classes["list"]} {...FOCUSABLE}>
        {own.length === 0 || query.trim() === "" ? null : (
          <Spotlight.ActionsGroup label={t("search.here")}>
            {own.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                leftSection={<SquareTerminal size={17} aria-hidden />}
                {...(command.keys === "" ? {} : { rightSection: <Kbd size="xs">{command.keys}</Kbd> })}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length === 0 ? null : (
          <Spotlight.ActionsGroup label={t("search.found")}>
            {found.map((hit) => {
              const Icon = KIND_ICONS[hit.kind] ?? FileText;
              return (
                <Spotlight.Action
                  key={`${hit.kind}:${hit.id}`}
                  label={hit.title}
                  {...(hit.subtitle === undefined
                    ? {}
                    : {
                        description:
                          hit.kind === "run"
                            ? t(`shared:runStatus.${hit.subtitle}` as never, { defaultValue: hit.subtitle })
                            : hit.subtitle,
                      })}
                  leftSection={<Icon size={17} aria-hidden />}
                  onClick={() => go(hit.path)}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {places.length === 0 ? null : (
          <Spotlight.ActionsGroup label={t("search.goTo")}>
            {places.map((section) => (
              <Spotlight.Action
                key={section.id}
                label={t(`sections.${section.id}`)}
                leftSection={<section.icon size={17} aria-hidden />}
                onClick={() => go(section.path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {create.length === 0 ? null : (
          <Spotlight.ActionsGroup label={t("search.createHeading")}>
            {create.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                label={t(`search.create.${entry.id}`)}
                leftSection={<Plus size={17} aria-hidden />}
                onClick={() => go(entry.path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length + places.length + create.length + own.length === 0 ? (
          <Spotlight.Empty>{t("search.nothing")}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
