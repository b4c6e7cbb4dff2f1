import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { type MiniBox, miniLayout } from "./mini-layout.ts";
import classes from "./mini-graph.module.css";

const WIDTH = 26;
const HEIGHT = 12;
/** Of a longer workflow the beginning is shown, fading: all of it would be too small to see. */
const MOST_SHOWN = 260;

function curve(from: MiniBox, to: MiniBox): string {
  const x1 = from.x + WIDTH;
  const y1 = from.y + HEIGHT / 2;
  const x2 = to.x;
  const y2 = to.y + HEIGHT / 2;
  const bend = Math.max(6, (x2 - x1) / 2);
  return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
}

/** A small picture of a workflow, drawn from its definition. Decoration: the words beside it say what it does. */
export function MiniGraph({ definition }: { definition: WorkflowDefinition }) {
  const { boxes, links, width, height } = miniLayout(definition, { width: WIDTH, height: HEIGHT });
  return (
    <svg
      className={classes["graph"]}
      data-cut={width > MOST_SHOWN ? "" : undefined}
      viewBox={`${-8} ${-8} ${Math.min(width, MOST_SHOWN) + 16} ${height + 16}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      {links.map(([from, to]) => (
        <path key={`${from.id}-${to.id}`} d={curve(from, to)} className={classes["link"]} />
      ))}
      {boxes.map((box) => (
        <g key={box.id}>
          <rect x={box.x} y={box.y} width={WIDTH} height={HEIGHT} rx={3.5} className={classes["box"]} />
          <rect
            x={box.x + 2}
            y={box.y + 2}
            width={8}
            height={8}
            rx={2}
            className={classes["tile"]}
            data-group={box.group}
          />
          <rect x={box.x + 12.5} y={box.y + 5} width={10} height={2} rx={1} className={classes["line"]} />
        </g>
      ))}
    </svg>
  );
}
