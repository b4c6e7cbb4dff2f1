import { ChevronsUp, Flame } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import type { Json } from "../../../../definitions/json.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import { useCatalogue } from "./use-object.ts";

const PRESSING = new Set(["high", "urgent"]);

/** A field's value as a table shows it. */
export function ValueCell({ field, value }: { field: FieldDescription; value: Json | undefined }) {
  const { t } = useTranslation("records");
  const { language, text } = useLanguage();
  const catalogue = useCatalogue();
  if (value === null || value === undefined || value === "") return <span style={{ color: "var(--fr-meta)" }}>–</span>;
  if (typeof value === "number")
    return <span className="fr-tabular">{new Intl.NumberFormat(language).format(value)}</span>;
  if (typeof value === "boolean") return <span>{value ? t("shared:yes") : t("shared:no")}</span>;
  if (typeof value !== "string") return <span>{t("entries", { count: Array.isArray(value) ? value.length : 1 })}</span>;
  if (field.type === "instant") return <RelativeTime at={value} />;
  if (field.type === "choice") {
    const label = t(`values.${value}`, { defaultValue: value });
    return field.name === "priority" && PRESSING.has(value) ? (
      <StatusBadge
        icon={value === "urgent" ? Flame : ChevronsUp}
        tone={value === "urgent" ? "red" : "amber"}
        label={label}
      />
    ) : (
      <span>{label}</span>
    );
  }
  if (field.type === "reference") {
    const person = field.object === "user" ? catalogue?.users.find((user) => user.id === value)?.name : undefined;
    const team = field.object === "team" ? catalogue?.teams.find((entry) => entry.key === value)?.name : undefined;
    return <span>{person ?? (team === undefined ? value : text(team))}</span>;
  }
  return <span>{value}</span>;
}
