import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./dashboard.module.css";

const HEIGHT = 150;
const STEP = 44;
const BAR = 26;

/** Runs a day as bars; the failed part is darker and hatched by its own colour, with figures in a table for readers. */
export function DayBars({ days }: { days: RouteResponse<"getDashboard">["runsByDay"] }) {
  const { t } = useTranslation("dashboard");
  const { language } = useLanguage();
  const most = Math.max(1, ...days.map((day) => day.started));
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    day: "numeric",
    // "11月23日" is too long under a bar.
    month: language === "zh" ? "numeric" : "short",
  });
  const width = Math.max(1, days.length) * STEP;
  return (
    <>
      <div className={classes["legend"]} aria-hidden="true">
        <span data-kind="started">{t("started")}</span>
        <span data-kind="failed">{t("failed")}</span>
      </div>
      <svg className={classes["chart"]} viewBox={`0 0 ${width} ${HEIGHT + 40}`} aria-hidden="true">
        {days.map((day, index) => {
          const height = (day.started / most) * HEIGHT;
          const failed = (Math.min(day.failed, day.started) / most) * HEIGHT;
          const x = index * STEP + (STEP - BAR) / 2;
          return (
            <g key={day.day}>
              <rect x={x} y={HEIGHT - height + 14} width={BAR} height={height} rx={4} className={classes["started"]} />
              <rect x={x} y={HEIGHT - failed + 14} width={BAR} height={failed} rx={2} className={classes["failed"]} />
              <text x={x + BAR / 2} y={HEIGHT - height + 9} className={classes["figureText"]}>
                {day.started}
              </text>
              <text x={x + BAR / 2} y={HEIGHT + 32} className={classes["dayText"]}>
                {format.format(new Date(`${day.day}T12:00:00`))}
              </text>
            </g>
          );
        })}
      </svg>
      <table className="fr-hidden">
        <caption>{t("byDay")}</caption>
        <thead>
          <tr>
            <th>{t("day")}</th>
            <th>{t("started")}</th>
            <th>{t("failed")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <td>{day.day}</td>
              <td>{day.started}</td>
              <td>{day.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
