import { type ComponentProps, lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import type { Coach } from "./coach.tsx";
import classes from "./coach.module.css";

const LazyCoach = lazy(async () => ({ default: (await import("./coach.tsx")).Coach }));

/** The coach, loaded only where the address asks for it. */
export function CoachSlot(props: ComponentProps<typeof Coach>) {
  const [params] = useSearchParams();
  if (!params.has("coach")) return null;
  return (
    <Suspense fallback={<div className={classes["coach"]} />}>
      <LazyCoach {...props} />
    </Suspense>
  );
}
