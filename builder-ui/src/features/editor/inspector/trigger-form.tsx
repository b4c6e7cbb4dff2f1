import type { Workflow } from "../../../../../definitions/api.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { AfterWorkflowForm } from "./forms/after-workflow-form.tsx";
import { AppEventForm } from "./forms/app-event-form.tsx";
import { FormFieldsForm } from "./forms/form-fields-form.tsx";
import { EventNameField } from "./forms/event-fields.tsx";
import { ManualForm, RecordForm, ScheduleForm } from "./forms/trigger-forms.tsx";
import { IncomingMailForm, PollForm } from "./forms/source-forms.tsx";
import { WebhookForm } from "./forms/webhook-form.tsx";
import type { FormProps } from "./use-item.ts";

/** The form of a trigger, by its type. */
export function TriggerForm({
  item,
  change,
  problemsOf,
  addresses,
}: FormProps<Trigger> & { addresses: Workflow["addresses"] }) {
  const shared = { change, problemsOf };
  const address = addresses.find((candidate) => candidate.triggerId === item.id);
  switch (item.type) {
    case "manual":
      return <ManualForm item={item} {...shared} />;
    case "webhook":
      return <WebhookForm item={item} {...shared} address={address} />;
    case "form":
      return <FormFieldsForm item={item} {...shared} address={address} />;
    case "schedule":
      return <ScheduleForm item={item} {...shared} />;
    case "record":
      return <RecordForm item={item} {...shared} />;
    case "workflow":
      return <AfterWorkflowForm item={item} {...shared} />;
    case "email":
      return <IncomingMailForm address={address} />;
    case "poll":
      return <PollForm item={item} {...shared} />;
    case "app-event":
      return <AppEventForm item={item} {...shared} address={address} />;
    case "event":
      return <EventNameField item={item} {...shared} />;
  }
}
