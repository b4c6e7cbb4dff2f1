import { useTranslation } from "react-i18next";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ClearFilters, FilterSelect } from "../../shared/filter-select.tsx";
import { SavedViews } from "../../shared/saved-views.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import type { UrlFilters } from "../../shared/url-filters.ts";
import { useCatalogue } from "./use-object.ts";

interface RecordToolsProps {
  object: ObjectDescription;
  filters: UrlFilters<"search" | "status" | "owner">;
}

/** Search, stage, owner and saved views of an object's list. */
export function RecordTools({ object, filters }: RecordToolsProps) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  const stage = object.fields.find((field) => field.name === object.stageField);
  return (
    <>
      <SearchField value={filters.values.search} onSearch={(value) => filters.set("search", value)} />
      {stage === undefined ? null : (
        <FilterSelect
          label={text(stage.title)}
          value={filters.values.status}
          onChange={(value) => filters.set("status", value)}
          options={(stage.values ?? []).map((value) => ({
            value,
            label: t(`values.${value}`, { defaultValue: value }),
          }))}
        />
      )}
      <FilterSelect
        label={t("owner")}
        value={filters.values.owner}
        onChange={(value) => filters.set("owner", value)}
        options={(catalogue?.users ?? []).map((user) => ({ value: user.id, label: user.name }))}
      />
      <SavedViews list={object.name} />
      <ClearFilters active={filters.active} onClear={filters.clear} />
    </>
  );
}
