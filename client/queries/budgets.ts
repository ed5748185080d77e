import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Budget } from "../../shared/connections.ts";
import { trpc } from "../trpc.ts";
import { connectionKeys } from "./connection-keys.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Saving, toSaving } from "./saving.ts";

/** What a connection used of what may be used; read again whenever a check has ended. */
export function useBudgets(id: () => string, wanted = (): boolean => true): Loaded<Budget[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: connectionKeys.budgets(id()),
      queryFn: () => trpc.connections.budgets.query({ id: id() }),
      enabled: wanted(),
    })),
  );
}

/** Sets the stop of a connection in its meter, or takes it away with null. */
export function useSetCap(id: () => string): Saving<number | null, Budget[]> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (cap: number | null) => trpc.connections.setCap.mutate({ id: id(), cap }),
      onSuccess: (budgets: Budget[]) => {
        client.setQueryData(connectionKeys.budgets(id()), budgets);
        // What waited for a higher stop may not wait any more.
        void client.invalidateQueries({ queryKey: connectionKeys.one(id()) });
        void client.invalidateQueries({ queryKey: connectionKeys.list });
      },
    })),
  );
}
