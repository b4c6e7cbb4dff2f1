import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { InputOption } from "../../../../../definitions/input-option.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { call } from "../../../api/client.ts";
import type { FormCall } from "./operation-call-context.ts";

const PAUSE_MS = 300;
const KEPT_MS = 60_000;

interface InputOptions {
  query: UseQueryResult<InputOption[]>;
  /** A connection must be chosen before anything can be asked. */
  lacksConnection: boolean;
  /** What is shown belongs to what is typed now. */
  isSettled: boolean;
  /** What people call a value; undefined where nobody has said. */
  labelOf(value: Json | undefined): string | undefined;
  /** Keeps what a chosen value is called for as long as the page is open. */
  remember(option: InputOption): void;
  /** The rest of the step may have changed since the last look. */
  askAnew(): void;
}

/** The values of a field as the other system names them, read when the list is open or a value wants its name. */
export function useInputOptions(
  form: FormCall | null,
  field: string,
  { typed, isWanted }: { typed: string; isWanted: boolean },
): InputOptions {
  const client = useQueryClient();
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const [input, setInput] = useState(form?.input ?? {});
  const lacksConnection = form === null || (form.needsConnection && form.connection === undefined);
  const { operation = "", connection } = form ?? {};
  const { [field]: _own, ...rest } = input;
  const query = useQuery({
    queryKey: ["listInputOptions", operation, connection ?? null, field, rest, search],
    queryFn: async ({ signal }) => {
      const body = { operation, field, input: rest, search, ...(connection === undefined ? {} : { connection }) };
      return (await call("listInputOptions", { body, signal })).options;
    },
    enabled: isWanted && !lacksConnection,
    staleTime: KEPT_MS,
    placeholderData: keepPreviousData,
    // A person waits, and may type the value: "try again" is theirs to press.
    retry: false,
    refetchOnWindowFocus: false,
  });
  const keyOf = (value: unknown) => ["inputOptionName", operation, connection ?? null, field, value];
  return {
    query,
    lacksConnection,
    isSettled: search === typed.trim() && query.isSuccess && !query.isPlaceholderData,
    labelOf: (value) =>
      query.data?.find((option) => option.value === value)?.label ?? client.getQueryData<string>(keyOf(value)),
    remember({ value, label }) {
      client.setQueryDefaults(keyOf(value), { gcTime: Infinity });
      client.setQueryData(keyOf(value), label);
    },
    askAnew: () => setInput(form?.input ?? {}),
  };
}
