import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "./inbox.module.css";

/** A way to the record that a task or notice is about. */
export function RecordLink({ record }: { record: { object: string; id: string } | null }) {
  const { t } = useTranslation("shell");
  if (record === null) return null;
  return (
    <Link to={`/records/${record.object}/${record.id}`} className={classes["link"]}>
      {t("openRecord", { object: t(`objects.${record.object}`, { defaultValue: record.object }) })}
    </Link>
  );
}
