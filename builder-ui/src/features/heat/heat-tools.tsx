import { SegmentedControl, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useRoute } from "../../api/hooks.ts";
import { MEASURES, type Measure, RANGES, type Range } from "./heat-view.ts";
import classes from "./heat.module.css";

interface HeatToolsProps {
  workflowKey: string;
  name: string;
  measure: Measure;
  range: Range;
  version: number | null;
  onChange: (key: "by" | "range" | "version", value: string | null) => void;
}

/** Back to the drawing, what colours mean, which runs are counted. */
export function HeatTools({ workflowKey, name, measure, range, version, onChange }: HeatToolsProps) {
  const { t } = useTranslation("heat");
  const navigate = useNavigate();
  const versions = useRoute("listVersions", { params: { key: workflowKey } }, { staleTime: 60_000 });
  const [newest] = versions.data?.items ?? [];
  return (
    <div className={classes["tools"]}>
      <h1>{name}</h1>
      <SegmentedControl
        aria-label={t("view")}
        value="heat"
        onChange={() => void navigate(`/workflows/${workflowKey}`)}
        data={[
          { value: "edit", label: t("edit") },
          { value: "heat", label: t("heat") },
        ]}
      />
      <span className={classes["space"]} />
      <SegmentedControl
        aria-label={t("measure")}
        data-testid="heat-measure"
        value={measure}
        onChange={(value) => onChange("by", value)}
        data={MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
      />
      <Select
        w={150}
        aria-label={t("range")}
        allowDeselect={false}
        value={range}
        onChange={(value) => onChange("range", value)}
        data={(Object.keys(RANGES) as Range[]).map((value) => ({ value, label: t(`ranges.${value}`) }))}
      />
      <Select
        w={210}
        aria-label={t("version")}
        allowDeselect={false}
        disabled={newest === undefined}
        value={version === null ? null : String(version)}
        onChange={(value) => onChange("version", value)}
        data={(versions.data?.items ?? []).map((entry) => ({
          value: String(entry.version),
          label: t(entry.version === newest?.version ? "versionPublished" : "versionOf", { version: entry.version }),
        }))}
      />
    </div>
  );
}
