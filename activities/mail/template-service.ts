import type { TemplateService } from "../../connectors/sdk/services.ts";
import { userError } from "../../definitions/errors.ts";
import type { ResourcePort } from "../ports.ts";
import { renderMail } from "./render-mail.ts";

/** Renders the workspace's mail templates by key. */
export function createTemplateService(resources: ResourcePort, workspaceId: string): TemplateService {
  return {
    async renderMail(key, values) {
      const template = await resources.getMailTemplate(workspaceId, key);
      if (template !== null) return renderMail(template, values);
      throw userError("MAIL_TEMPLATE_UNKNOWN", `There is no mail template ${key}.`, { template: key });
    },
  };
}
