import { useTranslation } from "react-i18next";
import type { NodeHeat } from "../../../../definitions/api.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";
import beside from "../run-canvas/beside-canvas.module.css";
import classes from "./heat.module.css";

interface HeatListProps {
  nodes: readonly NodeHeat[];
  views: ReadonlyMap<string, StepRunView>;
  lineOf: (node: NodeHeat) => string;
  nameOf: (nodeId: string) => string;
  selected: string | null;
  onSelect: (nodeId: string) => void;
}

const MORE = ["open", "retried", "skipped"] as const;

/** The same as the canvas in words: steps, the hottest first. */
export function HeatList({ nodes, views, lineOf, nameOf, selected, onSelect }: HeatListProps) {
  const { t } = useTranslation("heat");
  return (
    <nav className={`${beside["list"]} ${classes["list"]}`} aria-label={t("steps")}>
      <h2>{t("steps")}</h2>
      <ol>
        {nodes.map((node) => {
          const view = views.get(node.nodeId);
          const more = MORE.filter((key) => node[key] > 0).map((key) => t(`more.${key}`, { count: node[key] }));
          return (
            <li key={node.nodeId}>
              <button
                type="button"
                aria-current={node.nodeId === selected ? "true" : undefined}
                data-testid={`heat-${node.nodeId}`}
                data-status={view?.status}
                onClick={() => onSelect(node.nodeId)}
              >
                <span className={classes["swatch"]} aria-hidden />
                <span className={classes["words"]}>
                  <span className={classes["name"]}>{nameOf(node.nodeId)}</span>
                  <span className={classes["line"]}>
                    <b>{view?.word}</b> {lineOf(node)}
                  </span>
                  {more.length === 0 ? null : <span className={classes["line"]}>{more.join(" · ")}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
