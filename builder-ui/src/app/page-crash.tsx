import { ErrorAlert } from "../shared/error-alert.tsx";

/** Shown in place of a page that could not be drawn or loaded; the frame around it stays. */
export function PageCrash({ error }: { error: unknown }) {
  return (
    <div style={{ padding: 24, maxWidth: 720 }}>
      <ErrorAlert error={error} onRetry={() => window.location.reload()} />
    </div>
  );
}
