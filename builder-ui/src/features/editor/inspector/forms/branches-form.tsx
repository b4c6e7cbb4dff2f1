import { ActionIcon, Button, TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Branch } from "../../../../../../definitions/nodes/condition.ts";
import { freshId } from "../../../../../../definitions/operations/index.ts";
import { textIn } from "../../../../../../definitions/text.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { withText } from "../../view/with-text.ts";
import { ConditionField } from "../../fields/condition-field.tsx";
import classes from "../../fields/fields.module.css";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";

/** The branches of a condition in their order; the first whose rule holds is taken, else "else". */
export function BranchesForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"condition">>) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const set = (branches: Branch[], mergeKey?: string) => change({ branches }, mergeKey);
  const update = (index: number, part: Partial<Branch>, mergeKey: string) =>
    set(
      item.branches.map((branch, at) => (at === index ? { ...branch, ...part } : branch)),
      mergeKey,
    );
  const swap = (index: number, other: number) => {
    const next = [...item.branches];
    const [a, b] = [next[index], next[other]];
    if (a === undefined || b === undefined) return;
    next[index] = b;
    next[other] = a;
    set(next);
  };
  return (
    <>
      <p className={classes["help"]}>{t("branches.help")}</p>
      <br />
      {item.branches.map((branch, index) => (
        <div key={branch.id} className={classes["box"]} data-testid={`branch-${branch.id}`}>
          <div className={classes["boxHead"]}>
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              aria-label={t("branches.nameOf", { number: index + 1 })}
              placeholder={branch.id}
              value={textIn(branch.name, language)}
              onChange={(event) =>
                update(
                  index,
                  {
                    name:
                      event.currentTarget.value === ""
                        ? undefined
                        : withText(branch.name, language, event.currentTarget.value),
                  },
                  `branch.${branch.id}.name`,
                )
              }
            />
            <ActionIcon
              size="sm"
              aria-label={t("branches.up")}
              disabled={index === 0}
              onClick={() => swap(index, index - 1)}
            >
              <ArrowUp size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={t("branches.down")}
              disabled={index === item.branches.length - 1}
              onClick={() => swap(index, index + 1)}
            >
              <ArrowDown size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={t("branches.remove")}
              disabled={item.branches.length === 1}
              onClick={() => set(item.branches.filter((_, at) => at !== index))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </div>
          <ConditionField
            label={t("branches.if")}
            testId={`rule-${branch.id}`}
            scope={scope}
            value={branch.when}
            problems={[...problemsOf(`branches.${index}`), ...problemsOf(`branches[${index}]`)]}
            onChange={(when) => when !== undefined && update(index, { when }, `branch.${branch.id}.when`)}
          />
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<Plus size={13} aria-hidden />}
        data-testid="add-branch"
        onClick={() => {
          const id = freshId("branch", new Set(item.branches.map((branch) => branch.id)));
          const first = item.branches[0]?.when ?? { all: [] };
          set([...item.branches, { id, when: first }]);
        }}
      >
        {t("branches.add")}
      </Button>
    </>
  );
}
