import { ActionIcon, Button, NumberInput, Stack, TextInput, Title } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "../rule-sets/decisions.module.css";

interface Grade {
  grade: string;
  from: number;
}

/** Grades by the score that each begins at. */
export function GradeList({ grades, onChange }: { grades: readonly Grade[]; onChange: (grades: Grade[]) => void }) {
  const { t } = useTranslation("decisions");
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t("grades")}
      </Title>
      <ul className={classes["list"]}>
        {grades.map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the grade is what is typed here
          <li key={index} className={classes["fields"]}>
            <TextInput
              label={t("grade")}
              value={entry.grade}
              onChange={(event) => onChange(grades.with(index, { ...entry, grade: event.currentTarget.value }))}
            />
            <NumberInput
              label={t("fromScore")}
              value={entry.from}
              onChange={(next) => onChange(grades.with(index, { ...entry, from: typeof next === "number" ? next : 0 }))}
            />
            <ActionIcon
              aria-label={t("remove", { name: entry.grade })}
              onClick={() => onChange(grades.toSpliced(index, 1))}
            >
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...grades, { grade: "", from: 0 }])}
        >
          {t("addGrade")}
        </Button>
      </div>
    </Stack>
  );
}
