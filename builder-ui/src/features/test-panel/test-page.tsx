import { Navigate, useParams, useSearchParams } from "react-router";

/** /workflows/:key/test leads to the canvas with the test panel open. */
export default function TestPage() {
  const { key = "" } = useParams();
  const [params] = useSearchParams();
  return <Navigate to={`/workflows/${key}?test=${params.get("tab") ?? "simulate"}`} replace />;
}
