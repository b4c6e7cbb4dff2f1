import { BUILT_IN_OBJECTS } from "../../../../definitions/records.ts";
import type { Catalogue, ObjectDescription } from "../../../../definitions/catalogue.ts";
import { useRoute } from "../../api/hooks.ts";

/** The workspace's catalogue, shared by the pages that offer people, teams and fields. */
export function useCatalogue(): Catalogue | undefined {
  return useRoute("getCatalogue", {}, { staleTime: 60_000 }).data;
}

/** An object with its fields, custom ones included once the catalogue is here; `undefined` for an unknown name. */
export function useObject(name: string): ObjectDescription | undefined {
  const catalogue = useCatalogue();
  return (
    catalogue?.objects.find((object) => object.name === name) ?? BUILT_IN_OBJECTS.find((object) => object.name === name)
  );
}
