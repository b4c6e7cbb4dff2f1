import { Link, useLocation } from "react-router";
import type { RouteResponse } from "../../../../definitions/api.ts";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { Json } from "../../../../definitions/json.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { Column } from "../../shared/data-table.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { StageMenu } from "./stage-menu.tsx";
import { ValueCell } from "./value-cell.tsx";

export type RecordValue = RouteResponse<"getRecord">;

/** What a list shows of each object, beside name and stage. Other objects show their first fields. */
const LIST_FIELDS: Record<string, readonly string[]> = {
  lead: ["company", "source", "score", "owner", "createdAt"],
  opportunity: ["accountName", "amount", "closeDate", "owner", "updatedAt"],
  ticket: ["priority", "category", "requesterName", "owner", "dueAt"],
  account: ["domain", "country", "industry", "tier", "owner"],
  contact: ["email", "phone", "title", "owner", "createdAt"],
};
const ON_PHONE = 1;

/** A record's name, or its id where the name is empty. */
export function recordName(object: ObjectDescription, record: Record<string, Json>): string {
  const name = record[object.nameField];
  return typeof name === "string" && name !== "" ? name : plainText(record["id"]);
}

/** The columns of an object's list, made from its description. */
export function useRecordColumns(object: ObjectDescription): Column<RecordValue>[] {
  const { text } = useLanguage();
  const { search } = useLocation();
  const name = object.fields.find((field) => field.name === object.nameField);
  const stage = object.fields.find((field) => field.name === object.stageField);
  const wanted = LIST_FIELDS[object.name] ?? object.fields.slice(1, 6).map((field) => field.name);
  const others = wanted.flatMap((wantedName) => object.fields.find((field) => field.name === wantedName) ?? []);
  return [
    {
      key: object.nameField,
      title: text(name?.title),
      sortable: true,
      render: (record) => (
        <Link to={`/records/${object.name}/${record.id}${search}`}>{recordName(object, record)}</Link>
      ),
    },
    ...(stage === undefined
      ? []
      : [
          {
            key: stage.name,
            title: text(stage.title),
            width: "140px",
            sortable: true,
            render: (record: RecordValue) => <StageMenu object={object} record={record} />,
          },
        ]),
    ...others.map((field, index): Column<RecordValue> => ({
      key: field.name,
      title: text(field.title),
      sortable: true,
      wide: index >= ON_PHONE,
      align: field.type === "number" ? "right" : "left",
      render: (record) => <ValueCell field={field} value={record[field.name]} />,
    })),
  ];
}
