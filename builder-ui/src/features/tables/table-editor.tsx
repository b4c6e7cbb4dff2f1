import { Button, Stack, Tabs, Text } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import type { TableTestReport } from "../../../../definitions/tables/row-coverage.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { readBoth } from "../../shared/name-inputs.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { showError, showSuccess } from "../../shared/show-message.ts";
import { readKeptEdit, useKeptEdit } from "../../shared/use-kept-edit.ts";
import { IssueList } from "./issue-list.tsx";
import { NotKeptAlert } from "./not-kept.tsx";
import { RunsTab } from "./runs-tab.tsx";
import { TableActions } from "./table-actions.tsx";
import { insertRow } from "./table-edits.ts";
import type { NotKept } from "./table-files.ts";
import { TableGrid } from "./grid/table-grid.tsx";
import type { Pointed } from "./grid/use-table-grid.ts";
import type { Gap } from "./grid/grid-parts.tsx";
import { TableSettings } from "./table-settings.tsx";
import classes from "./tables.module.css";
import { TestsTab } from "./tests-tab.tsx";
import { type TableHistory, useTableHistory } from "./use-table-history.ts";
import { TryBar } from "./try-bar.tsx";
import { type TableIssues, useTableIssues } from "./use-table-issues.ts";
import { UsesTab } from "./uses-tab.tsx";
import { VersionsTab } from "./versions-tab.tsx";

/** One decision table: its rows with what is wrong, its tests, versions, users, and a trial on real runs. */
export function TableEditor({ start, isNew }: { start: DecisionTable; isNew: boolean }) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const place = `tables/${isNew ? "new" : start.key}`;
  const [kept] = useState(() => readKept(place));
  const history = useTableHistory(start, kept);
  const [saved, setSaved] = useState(start);
  // What the server was given: the table may be edited on while it answers.
  const sent = useRef(start);
  const [note, setNote] = useState("");
  const [notKept, setNotKept] = useState<NotKept[]>([]);
  const { table } = history;
  const mayWrite = useMay("resource:write");
  const checked = useTableIssues(table);
  const { issues } = checked;
  const key = isNew ? table.key || makeKey(readBoth(table.name).en ?? "") : table.key;
  const save = useRouteMutation("putResource", {
    invalidates: [
      "listResources",
      "getResource",
      "getCatalogue",
      "listResourceVersions",
      "listResourceUses",
      "diffTableVersions",
    ],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("shared:saved"));
      forget(sent.current);
      setSaved(sent.current);
      setNote("");
      if (isNew) void navigate(`/tables/${key}`, { replace: true });
    },
  });
  const restore = (restored: DecisionTable) => {
    setSaved(restored);
    history.change(restored);
    showSuccess(t("versions.restored"));
  };
  const query = note.trim() === "" ? {} : { note: note.trim() };
  const forget = useKeptEdit(place, table, table !== saved && mayWrite);
  const isBroken = issues.some((issue) => issue.severity === "error");
  const canSave = !isBroken && table !== saved && key !== "" && mayWrite && !save.isPending;
  const saveNow = () => {
    sent.current = table;
    save.mutate({ params: { kind: "tables", key }, query, body: { ...table, key } });
  };
  const actions = (
    <TableActions
      {...{ history, isNew, mayWrite, canSave }}
      tableKey={key}
      isSaving={save.isPending}
      onNotKept={setNotKept}
      onSave={saveNow}
      onDeleted={() => forget(table)}
    />
  );
  return (
    <PageFrame title={text(table.name) || t("new")} action={actions}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- undo and redo by keyboard, wherever the focus is inside */}
      <div
        onKeyDown={(event) => {
          undoByKey(event, history);
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
          event.preventDefault();
          if (canSave) saveNow();
        }}
      >
        <Stack gap="md">
          {save.error === null ? null : <ErrorAlert error={save.error} />}
          {kept === null || table !== kept ? null : (
            <output className={classes["notKept"]} data-testid="kept-edit">
              <TriangleAlert size={16} color="var(--fr-amber)" aria-hidden />
              <div>{t("kept.text")}</div>
              <Button size="compact-sm" variant="default" onClick={() => history.change(start)}>
                {t("kept.discard")}
              </Button>
            </output>
          )}
          <NotKeptAlert parts={notKept} onClose={() => setNotKept([])} />
          <TableSettings {...{ history, isNew, mayWrite, note }} tableKey={key} onNote={setNote} />
          <TableTabs {...{ history, checked, isNew, mayWrite }} onRestore={restore} />
        </Stack>
      </div>
    </PageFrame>
  );
}

/** A table that was edited and not saved; what is kept otherwise is none. */
function readKept(place: string): DecisionTable | null {
  const kept = readKeptEdit(place) as Partial<DecisionTable> | null;
  const isTable = Array.isArray(kept?.rows) && Array.isArray(kept.inputs) && Array.isArray(kept.outputs);
  return isTable ? (kept as DecisionTable) : null;
}

function undoByKey(event: KeyboardEvent, { undo, redo }: TableHistory): void {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
  const act = key === "y" || event.shiftKey ? redo : undo;
  event.preventDefault();
  act?.();
}

interface TableTabsProps {
  history: TableHistory;
  checked: TableIssues;
  isNew: boolean;
  mayWrite: boolean;
  onRestore: (table: DecisionTable) => void;
}

function TableTabs({ history, checked, isNew, mayWrite, onRestore }: TableTabsProps) {
  const { t } = useTranslation("tables");
  const { table, change } = history;
  const { issues } = checked;
  const [ran, setRan] = useState<{ of: DecisionTable; report: TableTestReport } | null>(null);
  const report = ran?.of === table ? ran.report : null;
  const run = async () => {
    try {
      // What evaluates tables is loaded with the first run.
      const { testTable } = await import("../../../../definitions/tables/row-coverage.ts");
      setRan({ of: table, report: testTable(table) });
    } catch (thrown) {
      showError(thrown);
    }
  };
  const covered =
    report === null ? null : new Set(report.coverage.byRow.filter(({ tests }) => tests.length > 0).map(({ id }) => id));
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [isTrying, setTrying] = useState(false);
  const [matched, setMatched] = useState<ReadonlySet<string> | null>(null);
  const fillGap = ({ when, dates }: Gap) => {
    setPointed(null);
    change((now) => insertRow(now, now.rows.length, when, dates));
  };
  const errors = issues.filter(({ severity }) => severity === "error").length;
  return (
    <Tabs defaultValue="rows" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="rows">{errors === 0 ? t("tabs.rows") : `${t("tabs.rows")} (${errors})`}</Tabs.Tab>
        <Tabs.Tab value="tests">{t("tabs.tests", { count: table.tests.length })}</Tabs.Tab>
        {isNew ? null : (
          <>
            <Tabs.Tab value="versions">{t("tabs.versions")}</Tabs.Tab>
            <Tabs.Tab value="uses">{t("tabs.uses")}</Tabs.Tab>
            {mayWrite ? <Tabs.Tab value="runs">{t("tabs.runs")}</Tabs.Tab> : null}
          </>
        )}
      </Tabs.List>
      <Tabs.Panel value="rows">
        <Stack gap="sm">
          <TableGrid
            {...{ table, issues, covered, pointed, matched }}
            isTrying={isTrying}
            onTry={setTrying}
            tryBar={
              <TryBar
                table={table}
                readOnly={!mayWrite}
                onMatch={setMatched}
                onKeep={(test) => change((now) => ({ ...now, tests: [...now.tests, test] }))}
              />
            }
            readOnly={!mayWrite}
            onChange={change}
            onFillGap={fillGap}
          />
          <IssueList {...{ table, checked }} onFill={mayWrite ? fillGap : null} onShow={setPointed} />
          <Text size="xs" c="dimmed">
            {t("cellHelp")} {mayWrite ? t("grid.keys") : ""}
          </Text>
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="tests">
        <TestsTab {...{ table, report }} readOnly={!mayWrite} onRun={() => void run()} onChange={change} />
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <VersionsTab tableKey={table.key} onRestore={mayWrite ? onRestore : null} />
      </Tabs.Panel>
      <Tabs.Panel value="uses">
        <UsesTab tableKey={table.key} />
      </Tabs.Panel>
      <Tabs.Panel value="runs">
        <RunsTab table={table} />
      </Tabs.Panel>
    </Tabs>
  );
}
