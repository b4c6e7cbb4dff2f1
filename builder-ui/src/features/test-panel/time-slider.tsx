import { Button, Group, Slider } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useLanguage } from "../../i18n/use-language.ts";
import { instantText } from "../../shared/time-text.ts";
import { useEditorContext } from "../editor/store/editor-context.ts";
import { momentsOf } from "./paint-simulation.ts";
import { type Stop, testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";

const DAY_MS = 86_400_000;
const JUMPS = [1, 3, 7, 30];
const PAUSE_MS = 120;

/** Takes virtual time to where something happens, or to a day: the canvas shows how the workflow stands then. */
export function TimeSlider({ onSimulate }: { onSimulate: (stop?: Stop) => void }) {
  const { workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const { language } = useLanguage();
  const { whole, tried } = useStore(testDeskOf(workflowKey));
  const timer = useRef<number | undefined>(undefined);
  const [wanted, setWanted] = useState<number | null>(null);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  if (whole === null || tried === null) return null;
  const moments = momentsOf(whole);
  const last = moments.length - 1;
  const { startedAt } = whole;
  const end = moments[last] ?? startedAt;
  const days = (Date.parse(end) - Date.parse(startedAt)) / DAY_MS;
  const jumps = JUMPS.filter((day) => day <= days || (whole.endedAt === null && day <= 7));
  if (last < 1 && jumps.length === 0) return null;
  const { until } = tried.stop;
  const now = tried.result.stoppedAt ?? tried.result.endedAt ?? end;
  const place =
    until === undefined
      ? last
      : Math.max(
          0,
          moments.findLastIndex((moment) => moment <= now),
        );
  const go = (next: number) => {
    setWanted(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      setWanted(null);
      const moment = moments[next];
      onSimulate(next === last || moment === undefined ? undefined : { until: moment });
    }, PAUSE_MS);
  };
  const shown = wanted ?? place;
  return (
    <div className={classes["clock"]} data-testid="virtual-time">
      <span className={classes["clockNow"]} data-testid="virtual-now">
        {instantText(wanted === null ? now : (moments[wanted] ?? now), startedAt, language)}
      </span>
      {last < 1 ? null : (
        <Slider
          className={classes["slider"] ?? ""}
          min={0}
          max={last}
          step={1}
          value={shown}
          label={(value) => instantText(moments[value] ?? startedAt, startedAt, language)}
          thumbLabel={t("clock.label")}
          marks={moments.length > 40 ? [] : moments.map((_, value) => ({ value }))}
          onChange={go}
        />
      )}
      <Group gap={4} wrap="nowrap">
        {jumps.map((day) => (
          <Button
            key={day}
            size="compact-xs"
            variant={until === `P${day}D` ? "light" : "default"}
            data-testid={`jump-${day}`}
            onClick={() => onSimulate({ until: `P${day}D` })}
          >
            {t("clock.day", { day })}
          </Button>
        ))}
        <Button
          size="compact-xs"
          variant={until === undefined ? "light" : "default"}
          data-testid="jump-end"
          onClick={() => onSimulate()}
        >
          {t("clock.end")}
        </Button>
      </Group>
    </div>
  );
}
