import { ActionIcon, Popover, TextInput, Tooltip } from "@mantine/core";
import { Braces, Search } from "lucide-react";
import { useContext, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { fieldAt } from "../../../../../definitions/field-path.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { EditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { pickablePaths, type ScopePath } from "../view/scope-paths.ts";
import classes from "./fields.module.css";
import { shortValue, useSampleData, withSamplePaths } from "./sample-data.ts";

/** The group of a path: its step, or its root. */
function pathGroup(path: string): string {
  const [root = "", step] = path.split(".");
  return root === "steps" && step !== undefined ? step : root;
}

/** A searchable list of the values that the step can see. */
export function DataPicker({
  scope,
  onPick,
  label,
}: {
  scope: ScopeTypes;
  onPick: (path: string) => void;
  label: string;
}) {
  const { t } = useTranslation("editor");
  const sample = useSampleData();
  const groupName = useGroupName();
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const found = useMemo(() => {
    if (!isOpen) return [];
    const wanted = search.trim().toLowerCase();
    const typed = pickablePaths(scope);
    return (sample === null ? typed : withSamplePaths(typed, sample.scope))
      .filter(({ path }) => path.toLowerCase().includes(wanted))
      .slice(0, 200);
  }, [isOpen, scope, search, sample]);
  const groups = useMemo(() => {
    const map = new Map<string, ScopePath[]>();
    for (const entry of found) {
      const group = pathGroup(entry.path);
      map.set(group, [...(map.get(group) ?? []), entry]);
    }
    return [...map];
  }, [found]);
  const pick = (path: string) => {
    onPick(path);
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="left-start" shadow="lg" trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={t("field.pick")}>
          <ActionIcon size="sm" aria-label={t("field.pickFor", { label })} onClick={() => setOpen(!isOpen)}>
            <Braces size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes["picker"]} data-testid="data-picker">
          <TextInput
            size="xs"
            p={8}
            data-autofocus
            value={search}
            aria-label={t("field.searchData")}
            placeholder={t("field.searchData")}
            leftSection={<Search size={13} aria-hidden />}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && found[0] !== undefined) pick(found[0].path);
            }}
          />
          <div className={classes["paths"]}>
            {found.length === 0 ? <p className={classes["help"]}>{t("field.noData")}</p> : null}
            {groups.map(([group, entries]) => (
              <div key={group}>
                <div className={classes["pathGroup"]}>{groupName(group)}</div>
                {entries.map((entry) => (
                  <button key={entry.path} type="button" className={classes["path"]} onClick={() => pick(entry.path)}>
                    <span>
                      {entry.path
                        .split(".")
                        .slice(entry.path.startsWith("steps.") ? 2 : 1)
                        .join(".") || entry.path}
                    </span>
                    <PickedValue path={entry.path} kind={entry.kind} />
                  </button>
                ))}
              </div>
            ))}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const ROOTS: ReadonlySet<string> = new Set(["trigger", "record", "vars", "run", "item", "index", "event"]);

/** What a group of paths is called: a root in words, a step by its name. */
function useGroupName(): (group: string) => string {
  const editor = useContext(EditorContext);
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  return (group) => {
    const node = editor?.store.getState().definition.nodes.find(({ id }) => id === group);
    if (node !== undefined && editor !== null)
      return titleOf(node, editor.catalogue, language, (key) => t(key as never));
    return ROOTS.has(group) ? t(`sample.root.${group}` as never) : group;
  };
}

/** A value's kind, and what it is in the sample. */
function PickedValue({ path, kind }: { path: string; kind: ScopePath["kind"] }) {
  const { t } = useTranslation("editor");
  const sample = useSampleData();
  const value = sample === null ? undefined : fieldAt(sample.scope, path);
  return (
    <small>
      {value === undefined || value === null || typeof value === "object" ? null : (
        <span className={classes["pathValue"]}>{shortValue(value, 28)}</span>
      )}
      {t(`kind.${kind}` as never)}
    </small>
  );
}
