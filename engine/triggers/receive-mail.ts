import { createHash } from "node:crypto";
import { type AddressObject, simpleParser } from "mailparser";
import type { JsonObject } from "../../definitions/json.ts";
import type { Store } from "../store/index.ts";
import { acceptTrigger } from "./accept-trigger.ts";
import { type Acceptance, findTrigger, type PublicRequest } from "./receive-webhook.ts";

/** Texts longer than this are cut: a run carries its trigger's payload along. */
const TEXT_MOST = 100_000;

/**
 * A mail as a mail server hands it on (RFC 5322): one run for each Message-ID. Who may send is that server's business;
 * the address cannot be guessed. Attachments are named, not kept. Throws `TRIGGER_ADDRESS_UNKNOWN`.
 */
export async function receiveMail(
  store: Store,
  place: Pick<PublicRequest, "workspaceId" | "addressId">,
  raw: Buffer,
): Promise<Acceptance> {
  const { workflow, trigger } = await findTrigger(store, place, "email");
  const parsed = await simpleParser(raw, { skipImageLinks: true });
  const [sender] = parsed.from?.value ?? [];
  const html = parsed.html === false || parsed.html === undefined ? null : parsed.html.slice(0, TEXT_MOST);
  const payload: JsonObject = {
    messageId: parsed.messageId ?? null,
    from: { address: sender?.address ?? null, name: sender?.name ?? null },
    to: addressesOf(parsed.to),
    subject: parsed.subject ?? "",
    text: (parsed.text ?? "").slice(0, TEXT_MOST),
    html,
    date: parsed.date?.toISOString() ?? null,
    inReplyTo: parsed.inReplyTo ?? null,
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? null,
      type: contentType,
      size,
    })),
  };
  const mark = createHash("sha256")
    .update(parsed.messageId ?? raw)
    .digest("base64url");
  const accepted = await acceptTrigger(store, {
    workspaceId: workflow.workspaceId,
    workflowKey: workflow.key,
    triggerId: trigger.id,
    payload,
    dedupeKey: `mail-${trigger.id}-${mark}`,
  });
  return { status: 202, ...accepted };
}

function addressesOf(to: AddressObject | AddressObject[] | undefined): string[] {
  const lists = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap((list) => list.value.flatMap(({ address }) => address ?? []));
}
