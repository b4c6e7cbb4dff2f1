import { Menu, UnstyledButton } from "@mantine/core";
import { Check, Circle, CircleCheck, CircleDashed, CircleDot, CircleX, type LucideIcon, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { plainText } from "../../shared/plain-text.ts";
import { StatusBadge, type Tone } from "../../shared/status-badge.tsx";

type RecordValue = RouteResponse<"getRecord">;
const LOOKS: Record<string, { icon: LucideIcon; tone: Tone }> = {
  new: { icon: CircleDashed, tone: "accent" },
  assigned: { icon: CircleDot, tone: "blue" },
  open: { icon: CircleDot, tone: "blue" },
  contacted: { icon: Phone, tone: "blue" },
  pending: { icon: CircleDashed, tone: "amber" },
  proposal: { icon: CircleDot, tone: "blue" },
  negotiation: { icon: CircleDot, tone: "amber" },
  qualified: { icon: Check, tone: "green" },
  converted: { icon: CircleCheck, tone: "green" },
  won: { icon: CircleCheck, tone: "green" },
  resolved: { icon: CircleCheck, tone: "green" },
  closed: { icon: CircleCheck, tone: "grey" },
  lost: { icon: CircleX, tone: "grey" },
  disqualified: { icon: CircleX, tone: "grey" },
};

/** A record's stage as a badge. */
function StageBadge({ stage }: { stage: string }) {
  const { t } = useTranslation("records");
  const look = LOOKS[stage] ?? { icon: Circle, tone: "grey" as const };
  return <StatusBadge icon={look.icon} tone={look.tone} label={t(`values.${stage}`, { defaultValue: stage })} />;
}

/** The stage badge, which opens the list of stages: one click and one more change it. */
export function StageMenu({ object, record }: { object: ObjectDescription; record: RecordValue }) {
  const { t } = useTranslation("records");
  const mayWrite = useMay("record:write");
  const update = useRouteMutation("updateRecord", { invalidates: ["listRecords", "getRecord"] });
  const field = object.fields.find((entry) => entry.name === object.stageField);
  const stage = object.stageField === undefined ? undefined : record[object.stageField];
  if (field === undefined) return null;
  const shown = typeof stage === "string" && stage !== "" ? <StageBadge stage={stage} /> : <span>–</span>;
  if (!mayWrite) return shown;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          aria-label={t("changeStage", { stage: t(`values.${plainText(stage)}`, { defaultValue: plainText(stage) }) })}
          data-testid={`stage-${record.id}`}
        >
          {shown}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(field.values ?? []).map((value) => (
          <Menu.Item
            key={value}
            disabled={value === stage}
            onClick={() =>
              update.mutate({ params: { object: object.name, id: record.id }, body: { [field.name]: value } })
            }
          >
            {t(`values.${value}`, { defaultValue: value })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
