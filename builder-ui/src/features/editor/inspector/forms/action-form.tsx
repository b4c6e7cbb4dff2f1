import type { NodeOf } from "../use-item.ts";
import { MailPreview } from "./mail-preview.tsx";
import { OperationFields } from "./operation-fields.tsx";
import type { ScopedForm } from "./scoped-form.ts";

/** What a step calls, with what; a mail also as it will look. */
export function ActionForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"action">>) {
  return (
    <>
      {item.operation === "smtp.send" ? <MailPreview input={item.input} /> : null}
      <OperationFields call={item} path="" scope={scope} problemsOf={problemsOf} onChange={change} />
    </>
  );
}
