import type { MailSettlement } from "../../activities/mail/delivery-ledger.ts";
import type { MailboxClient } from "../runtime/mail-catcher/client.ts";

/** Asks the built-in mailbox for a Message-ID. Throws MAILBOX_UNREACHABLE (retryable) while it does not answer. */
export function createMailboxSettlement(mailbox: MailboxClient): MailSettlement {
  return {
    async findByMessageId(messageId) {
      return (await mailbox.findByMessageId(messageId)).count > 0 ? "present" : "absent";
    },
  };
}
