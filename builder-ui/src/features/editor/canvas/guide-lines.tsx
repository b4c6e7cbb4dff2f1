import { ViewportPortal } from "@xyflow/react";
import classes from "./drawn-nodes.module.css";
import { useGuideLines } from "./use-guides.ts";

const BEYOND = 12;

/** The lines along which a dragged step stands with others. */
export function GuideLines() {
  const guides = useGuideLines((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ isVertical, at, from, to }) => {
        const length = to - from + 2 * BEYOND;
        const style = isVertical
          ? { left: at, top: from - BEYOND, width: 1, height: length }
          : { left: from - BEYOND, top: at, width: length, height: 1 };
        return <div key={`${isVertical} ${at}`} className={classes["guide"]} style={style} data-testid="guide" />;
      })}
    </ViewportPortal>
  );
}
