import { type Template, templateSchema } from "../api.ts";
import followUpReminder from "./follow-up-reminder.json" with { type: "json" };
import leadAssignment from "./lead-assignment.json" with { type: "json" };
import opportunityToErpHttp from "./opportunity-to-erp-http.json" with { type: "json" };
import opportunityToTryton from "./opportunity-to-tryton.json" with { type: "json" };
import retrainLeadScore from "./retrain-lead-score.json" with { type: "json" };
import ticketRouting from "./ticket-routing.json" with { type: "json" };
import welcomeForm from "./welcome-form.json" with { type: "json" };

const SOURCES: readonly unknown[] = [
  leadAssignment,
  followUpReminder,
  welcomeForm,
  ticketRouting,
  retrainLeadScore,
  opportunityToErpHttp,
  opportunityToTryton,
];

/** The template gallery, in its order. Each brings the resources that it names. */
export const TEMPLATES: readonly Template[] = SOURCES.map((source) => templateSchema.parse(source));
