import type { Acceptance, PublicRequest } from "../../triggers/receive-webhook.ts";
import type { AppEventAcceptance } from "../../triggers/receive-app-event.ts";
import type { FormDescription } from "../../triggers/receive-form.ts";

export type PublicForm = FormDescription;
/** The place of a public trigger: both parts must fit, so that no other workspace's address is reached. */
export type PublicPlace = Pick<PublicRequest, "workspaceId" | "addressId">;

/** What the public doors need of the triggers (engine/triggers). Everything that is refused is thrown with a code. */
export interface PublicTriggers {
  receiveWebhook(request: PublicRequest): Promise<Acceptance>;
  describeForm(place: PublicPlace): Promise<PublicForm>;
  receiveAppEvent(request: PublicRequest): Promise<AppEventAcceptance>;
  receiveMail(place: PublicPlace, raw: Buffer): Promise<Acceptance>;
  receiveForm(request: PublicRequest): Promise<Acceptance>;
}
