import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { RouteName, RouteResponse } from "../../../definitions/api.ts";
import { showError } from "../shared/show-message.ts";
import { type CallOptions, call } from "./client.ts";

interface ReadSettings {
  enabled?: boolean;
  /** Milliseconds between live refreshes. */
  refetchInterval?: number | false;
  staleTime?: number;
  retry?: boolean;
}

/** Reads a route. Gives react-query's result; the key is `[route name, params, query]`. */
export function useRoute<N extends RouteName>(
  name: N,
  options: CallOptions<N>,
  settings: ReadSettings = {},
): UseQueryResult<RouteResponse<N>> {
  return useQuery<RouteResponse<N>>({
    queryKey: [name, options.params ?? null, options.query ?? null],
    queryFn: ({ signal }) => call(name, { ...options, signal }),
    placeholderData: keepPreviousData,
    ...settings,
  });
}

/** Reads a route whose answer is going to be edited: `data` is what the server has now, never what was read some time ago. */
export function useRouteToEdit<N extends RouteName>(
  name: N,
  options: CallOptions<N>,
  settings: ReadSettings = {},
): Pick<UseQueryResult<RouteResponse<N>>, "data" | "error"> {
  const { data, error, isFetchedAfterMount } = useRoute(name, options, { ...settings, staleTime: 0 });
  return { data: isFetchedAfterMount ? data : undefined, error };
}

interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number | undefined;
}
type PagedRoute = {
  [N in RouteName]: RouteResponse<N> extends Page<unknown> ? N : never;
}[RouteName];
type ItemOf<N extends PagedRoute> = RouteResponse<N> extends Page<infer T> ? T : never;

export interface PagesResult<T> {
  items: T[];
  total: number | undefined;
  query: UseInfiniteQueryResult;
}

/** Reads a paged route; `query.fetchNextPage` gets more. */
export function useRoutePages<N extends PagedRoute>(
  name: N,
  options: CallOptions<N>,
  settings: ReadSettings = {},
): PagesResult<ItemOf<N>> {
  const query = useInfiniteQuery({
    queryKey: [name, options.params ?? null, options.query ?? null, "pages"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = await call(name, {
        ...options,
        query: { ...options.query, cursor: pageParam },
        signal,
      });
      return page as Page<ItemOf<N>>;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...settings,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total,
    query,
  };
}

interface ChangeSettings<N extends RouteName> {
  /** Routes to read again afterwards. */
  invalidates?: readonly RouteName[];
  onSuccess?: (response: RouteResponse<N>, options: CallOptions<N>) => void;
  /** `false`: the caller shows errors itself, for example beside the fields. */
  showErrors?: boolean;
}

/** Calls a route that changes something. `mutate({ params, body })`; errors are shown as a message unless told otherwise. */
export function useRouteMutation<N extends RouteName>(
  name: N,
  settings: ChangeSettings<N> = {},
): UseMutationResult<RouteResponse<N>, Error, CallOptions<N>> {
  const client = useQueryClient();
  return useMutation<RouteResponse<N>, Error, CallOptions<N>>({
    mutationFn: (options) => call(name, options),
    onSuccess: async (response, options) => {
      settings.onSuccess?.(response, options);
      await Promise.all((settings.invalidates ?? []).map((route) => client.invalidateQueries({ queryKey: [route] })));
    },
    onError: (error) => {
      if (settings.showErrors !== false) showError(error);
    },
  });
}
