import { Tabs } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../definitions/api.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { textIn } from "../../../../../definitions/text.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { Markdown } from "../../../shared/markdown.tsx";
import { StepIcon } from "../canvas/step-icon.tsx";
import type { Commands } from "../commands/use-commands.ts";
import { SampleContext } from "../fields/sample-data.ts";
import { useIssueText } from "../problems/use-issue-text.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { withText } from "../view/with-text.ts";
import { ErrorTab } from "./error-tab.tsx";
import { InspectorFrame } from "./inspector-frame.tsx";
import classes from "./inspector.module.css";
import { ItemActions } from "./item-actions.tsx";
import { NodeForm } from "./node-form.tsx";
import { NoteTab } from "./note-tab.tsx";
import { PanelHead } from "./panel-head.tsx";
import { RetryTab } from "./retry-tab.tsx";
import { StepTestTab } from "./step-test-tab.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import { TriggerRule } from "./trigger-rule.tsx";
import { useChange, useProblemsOf } from "./use-item.ts";
import { useStepSample } from "./use-step-sample.ts";

interface ItemPanelProps {
  item: WorkflowNode | Trigger;
  isTrigger: boolean;
  commands: Commands;
  addresses: Workflow["addresses"];
  tab: Tab;
  onTab: (tab: Tab) => void;
}
export type Tab = "setup" | "retry" | "error" | "note" | "test";
const NODE_TABS: readonly Tab[] = ["setup", "retry", "error", "note", "test"];
const TRIGGER_TABS: readonly Tab[] = ["setup", "note"];

/** A step or trigger: its name, its settings by tab, and what can be done with it. */
export function ItemPanel({ item, isTrigger, commands, addresses, tab, onTab }: ItemPanelProps) {
  const tabs = isTrigger ? TRIGGER_TABS : NODE_TABS;
  const sample = useStepSample(item.id);
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const change = useChange(item, isTrigger, commands);
  const problemsOf = useProblemsOf(item.id);
  const issues = useEditor((state) => state.issues);
  const general = issues.filter(
    (issue) => issue.nodeId === item.id && issue.severity !== "info" && (issue.path === undefined || issue.path === ""),
  );
  const issueText = useIssueText(general.length > 0);
  const nameField = useRef<HTMLInputElement>(null);
  const isNameWanted = useEditor((state) => state.isNameWanted);
  useEffect(() => {
    if (!isNameWanted) return;
    nameField.current?.focus();
    store.getState().set({ isNameWanted: false });
  }, [isNameWanted, store]);
  const title = titleOf({ ...item, name: undefined }, catalogue, language, (key) => t(key as never));
  const connector =
    item.type === "action"
      ? catalogue.connectors.find((entry) => entry.id === item.operation.split(".")[0])
      : undefined;
  const group = isTrigger ? "triggers" : (connector?.group ?? (item.type === "action" ? "systems" : "logic"));
  return (
    <InspectorFrame>
      <PanelHead
        icon={<StepIcon icon={connector?.icon ?? item.type} group={group} />}
        title={
          <input
            ref={nameField}
            className={classes["name"]}
            aria-label={t("inspector.name")}
            data-testid="inspector-name"
            placeholder={title}
            value={textIn(item.name, language)}
            onChange={(event) => {
              const value = event.currentTarget.value;
              const name = value === "" ? undefined : withText(item.name, language, value);
              commands.attempt({ type: "renameNode", id: item.id, name }, `name:${item.id}`);
            }}
          />
        }
        meta={
          <>
            {title} · <code>{item.id}</code>
          </>
        }
        onClose={() => store.getState().select([])}
      />
      <Tabs
        value={tabs.includes(tab) ? tab : "setup"}
        onChange={(value) => onTab(value as Tab)}
        className={classes["tabs"] ?? ""}
        keepMounted={false}
      >
        <Tabs.List px={8} className={classes["tabList"] ?? ""}>
          {tabs.map((entry) => (
            <Tabs.Tab key={entry} value={entry} px={9} data-testid={`inspector-${entry}`}>
              {t(`inspector.tab.${entry}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SampleContext value={sample}>
          <Tabs.Panel value="setup" className={classes["panel"] ?? ""}>
            {general.length === 0 ? null : (
              <ul className={classes["alerts"]}>
                {general.map((issue) => (
                  <li key={issue.code + issue.message} data-severity={issue.severity}>
                    {issueText(issue)}
                  </li>
                ))}
              </ul>
            )}
            {item.note === undefined ? null : (
              <div className={classes["note"]}>
                <Markdown text={item.note} />
              </div>
            )}
            {isTrigger ? (
              <>
                <TriggerForm item={item as Trigger} change={change} problemsOf={problemsOf} addresses={addresses} />
                <TriggerRule trigger={item as Trigger} change={change} problemsOf={problemsOf} />
              </>
            ) : (
              <NodeForm item={item as WorkflowNode} change={change} problemsOf={problemsOf} />
            )}
          </Tabs.Panel>
          {isTrigger ? null : (
            <>
              <Tabs.Panel value="retry" className={classes["panel"] ?? ""}>
                <RetryTab node={item as WorkflowNode} change={change} problemsOf={problemsOf} />
              </Tabs.Panel>
              <Tabs.Panel value="error" className={classes["panel"] ?? ""}>
                <ErrorTab node={item as WorkflowNode} change={change} problemsOf={problemsOf} />
              </Tabs.Panel>
              <Tabs.Panel value="test" className={classes["panel"] ?? ""}>
                <StepTestTab nodeId={item.id} />
              </Tabs.Panel>
            </>
          )}
          <Tabs.Panel value="note" className={classes["panel"] ?? ""}>
            <NoteTab item={item} change={change} />
          </Tabs.Panel>
        </SampleContext>
      </Tabs>
      <ItemActions commands={commands} isDisabled={item.disabled === true} />
    </InspectorFrame>
  );
}
