import * as z from "zod";
import { type RouteName, ROUTES, type RouteShape } from "../../definitions/api.ts";
import { escapeHtml } from "../../definitions/escape-html.ts";

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#d9dce3,#3a3f4b);--soft:light-dark(#f5f6f9,#1d2027);--ink:light-dark(#1c2230,#e8eaf0)}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem;color:var(--ink)}
h2{border-bottom:1px solid var(--line);margin-top:2.5rem;text-transform:capitalize}
article{border:1px solid var(--line);border-radius:8px;margin:.75rem 0;padding:.75rem 1rem}
h3{font-size:1rem;margin:0;font-weight:600}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{background:var(--soft);overflow:auto;padding:.75rem;border-radius:6px;max-height:24rem}
.verb{display:inline-block;min-width:4.2rem;font-weight:700}p{margin:.25rem 0}a{color:inherit}`;

/** The API's reference as one page without scripts. `nonce` lets its style through the content security policy. */
export function renderDocsPage(nonce: string, version: string): string {
  const groups = new Map<string, string[]>();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: RouteShape = ROUTES[name];
    const group = route.path.split("/")[1] ?? "other";
    groups.set(group, [...(groups.get(group) ?? []), renderRoute(name, route)]);
  }
  const body = [...groups].map(
    ([group, articles]) => `<section><h2>${escapeHtml(group)}</h2>${articles.join("")}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Flowright API</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>Flowright API ${escapeHtml(version)}</h1>
<p>Everything is JSON below <code>/api/v1</code>. The same as a document for programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<p>Machines send <code>Authorization: Bearer fr_…</code>; keys are made under Settings, API keys. Errors are problem details (RFC 9457) with a stable <code>code</code>.
Send <code>Idempotency-Key</code> with a POST to repeat it safely, and <code>If-Match</code> with a draft's revision.</p>
${body.join("\n")}</main></body></html>`;
}

function renderRoute(name: RouteName, route: RouteShape): string {
  const parts = [
    renderSchema("Query", route.query, "input"),
    route.media === "text/csv" ? "<p>Body: CSV (text/csv)</p>" : renderSchema("Body", route.body, "input"),
    route.media === "text/event-stream" ? "<p>Answers a stream of server-sent events: state, then end.</p>" : "",
    renderSchema(`Answer ${route.status}`, route.response ?? undefined, "output"),
  ];
  return `<article id="${name}"><h3><span class="verb">${route.method}</span> <code>${escapeHtml(route.path)}</code></h3>
<p>${escapeHtml(route.summary)}</p><p>Permission: <code>${route.permission}</code> · operation <code>${name}</code></p>${parts.join("")}</article>`;
}

function renderSchema(title: string, schema: z.ZodType | undefined, io: "input" | "output"): string {
  if (schema === undefined) return "";
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: "any" }), null, 2);
  return `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(text)}</pre></details>`;
}
