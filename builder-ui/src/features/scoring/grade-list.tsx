import { NumberInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PartList, RemovePart } from "../rule-sets/part-list.tsx";

interface Grade {
  grade: string;
  from: number;
}

/** Grades by the score that each begins at. */
export function GradeList({ grades, onChange }: { grades: readonly Grade[]; onChange: (grades: Grade[]) => void }) {
  const { t } = useTranslation("decisions");
  return (
    <PartList
      title={t("grades")}
      parts={grades}
      look="fields"
      addLabel={t("addGrade")}
      onAdd={() => onChange([...grades, { grade: "", from: 0 }])}
    >
      {(entry, index) => (
        <>
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
          <RemovePart name={entry.grade} onRemove={() => onChange(grades.toSpliced(index, 1))} />
        </>
      )}
    </PartList>
  );
}
