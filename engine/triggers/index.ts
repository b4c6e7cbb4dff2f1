/** How runs start: public addresses, records and events, schedules; all through the outbox. */
export { acceptManual, acceptTrigger } from "./accept-trigger.ts";
export { Dispatcher, type DispatcherOptions } from "./dispatcher/dispatcher.ts";
export { ImportRunner } from "./import/import-runner.ts";
export { createScheduleActivities } from "./schedules/schedule-activities.ts";
export { RetentionKeeper } from "./retention-keeper.ts";
export { ScheduleKeeper } from "./schedules/schedule-keeper.ts";
export { createTemporalLauncher, type RunLauncher } from "./dispatcher/run-launcher.ts";
export { byValue, readCalendars } from "./dispatcher/launch-run.ts";
export { describeForm, receiveForm } from "./receive-form.ts";
export { type PublicRequest, receiveWebhook } from "./receive-webhook.ts";
export { TriggerPoller } from "./poll/trigger-poller.ts";
