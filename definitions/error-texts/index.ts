import { textIn, type Language } from "../text.ts";
import { ActivityTexts } from "./activities.ts";
import { ApiTexts } from "./api.ts";
import { AuthTexts } from "./auth.ts";
import { CalendarTexts } from "./calendar.ts";
import { CommandLineTexts } from "./command-line.ts";
import { ConnectorTexts } from "./connectors.ts";
import { DmnTexts } from "./dmn.ts";
import { EngineTexts } from "./engine.ts";
import { ExpressionTexts } from "./expression.ts";
import { OperationTexts } from "./operations.ts";
import { PeopleTexts } from "./people.ts";
import { RuleSetTexts } from "./rule-sets.ts";
import { RulesTexts } from "./rules.ts";
import { RuntimeTexts } from "./runtime.ts";
import { ScoringTexts } from "./scoring.ts";
import { StoreTexts } from "./store.ts";
import { TablesTexts } from "./tables.ts";
import { TriggerTexts } from "./triggers.ts";
import { ValidateTexts } from "./validate.ts";
import { fillText } from "./fill-text.ts";

/** All areas' texts by code. A code that several areas use has the text of the last of them. */
const TEXTS: Readonly<Record<string, { en: string; zh: string }>> = {
  ...ActivityTexts,
  ...CalendarTexts,
  ...CommandLineTexts,
  ...ConnectorTexts,
  ...DmnTexts,
  ...ExpressionTexts,
  ...OperationTexts,
  ...PeopleTexts,
  ...RulesTexts,
  ...RuleSetTexts,
  ...RuntimeTexts,
  ...ScoringTexts,
  ...StoreTexts,
  ...TablesTexts,
  ...EngineTexts,
  ...TriggerTexts,
  ...ValidateTexts,
  ...AuthTexts,
  ...ApiTexts,
};

/**
 * The text of an error code in the reader's language, filled with the details. Gives undefined for a code without a text.
 */
export function errorText(code: string, language: Language, details: Record<string, unknown> = {}): string | undefined {
  const text = Object.hasOwn(TEXTS, code) ? TEXTS[code] : undefined;
  return text === undefined ? undefined : fillText(textIn(text, language), details);
}

/** All codes that have a text. */
export const ERROR_CODES: readonly string[] = Object.keys(TEXTS);
