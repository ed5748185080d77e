import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Connection, SyncRun } from "../../shared/connections.ts";
import { trpc } from "../trpc.ts";
import { connectionKeys as keys } from "./connection-keys.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { every } from "./query-client.ts";
import { type Saving, toSaving } from "./saving.ts";

const WHILE_SYNCING = 2_000;
const WHILE_QUIET = 30_000;
/** A sync that was asked for and left no mark for as long as this does not come any more. */
const ASKED_FOR = 60_000;
/** As many as the server gives at once. */
export const RUNS_SHOWN = 100;

/** When a sync was asked for, and what was the last check then. */
interface Asked {
  readonly at: number;
  readonly lastCheckedAt: string | null;
}

/** Something is under way, due, or asked for and about to begin. */
function isMoving(client: QueryClient, connection: Connection): boolean {
  const { id, status, isSyncing, progress, nextCheckAt, lastCheckedAt } = connection;
  if (isSyncing || progress !== null) return true;
  if (status !== "active") return false;
  const isDue = nextCheckAt !== null && Date.parse(nextCheckAt) <= Date.now();
  if (isDue || lastCheckedAt === null) return true;
  const asked = client.getQueryData<Asked>(keys.asked(id));
  return asked?.lastCheckedAt === lastCheckedAt && Date.now() - asked.at < ASKED_FOR;
}

/** Shown as syncing at once; what is true is asked for until the sync has left its mark. */
function holdAsked(client: QueryClient, connection: Connection): void {
  const { id, lastCheckedAt } = connection;
  client.setQueryData<Asked>(keys.asked(id), { at: Date.now(), lastCheckedAt });
  hold(client, { ...connection, isSyncing: true });
}

export function useConnections(): Loaded<Connection[]> {
  const client = useQueryClient();
  return toLoaded(
    useQuery(() => ({
      queryKey: keys.list,
      queryFn: async () => {
        const list = await trpc.connections.list.query();
        for (const connection of list) holdOne(client, connection);
        return list;
      },
      reconcile: "id",
      refetchInterval: (query) =>
        every(
          query.state.data?.some((each) => isMoving(client, each)) ? WHILE_SYNCING : WHILE_QUIET,
        )(query),
    })),
  );
}

export function useConnection(id: () => string): Loaded<Connection> {
  const client = useQueryClient();
  return toLoaded(
    useQuery(() => ({
      queryKey: keys.one(id()),
      queryFn: async () => {
        const connection = await trpc.connections.get.query({ id: id() });
        renewRuns(client, connection);
        holdInList(client, connection);
        return connection;
      },
      // What the list knew shows at once; what is true now follows.
      refetchOnMount: "always",
      reconcile: "id",
      refetchInterval: (query) => {
        const held = query.state.data;
        return every(held && isMoving(client, held) ? WHILE_SYNCING : WHILE_QUIET)(query);
      },
    })),
  );
}

/** The newest runs of a connection, newest first. */
export function useRuns(id: () => string): Loaded<SyncRun[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: keys.runs(id()),
      queryFn: () => trpc.connections.runs.query({ id: id(), limit: RUNS_SHOWN }),
      reconcile: "id",
      refetchInterval: every(60_000),
    })),
  );
}

export type ConnectionVerb = "pause" | "resume" | "sync";

/** Pause, resume or sync one connection. */
export function useConnectionAction(
  id: () => string,
): Saving<ConnectionVerb, Connection> & { verb: () => ConnectionVerb | undefined } {
  const client = useQueryClient();
  const mutation = useMutation(() => ({
    mutationFn: (verb: ConnectionVerb) => trpc.connections[verb].mutate({ id: id() }),
    onSuccess: (connection: Connection, verb: ConnectionVerb) => {
      if (verb === "sync") holdAsked(client, connection);
      else hold(client, connection);
      return client.invalidateQueries({ queryKey: keys.runs(connection.id) });
    },
    // What stands in the way is the connection's to say.
    onError: () => {
      void client.invalidateQueries({ queryKey: keys.list });
      void client.invalidateQueries({ queryKey: keys.one(id()) });
    },
  }));
  return { ...toSaving(mutation), verb: () => mutation.variables };
}

/** Starts a sync of each of these, and answers how many were started. */
export function useSyncAll(): Saving<string[], number> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (ids: string[]) => {
        const started = await Promise.all(ids.map((id) => trpc.connections.sync.mutate({ id })));
        for (const connection of started) holdAsked(client, connection);
        return started.length;
      },
      onError: () => void client.invalidateQueries({ queryKey: keys.list }),
    })),
  );
}

/** What was typed to connect a platform: by handle, key or address. */
export interface ConnectTexts {
  readonly platform: string;
  readonly input: Record<string, string>;
}

export interface Connected {
  readonly id: string;
  /** The account was not in the list before. */
  readonly isNew: boolean;
}

/** Connects an account by what was typed; a known account is connected anew. */
export function useConnect(): Saving<ConnectTexts, Connected> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (texts: ConnectTexts) => {
        const before = client.getQueryData<Connection[]>(keys.list);
        const connection = await trpc.connections.connect.mutate(texts);
        const isNew = before !== undefined && !before.some((each) => each.id === connection.id);
        return { id: connection.id, isNew, connection };
      },
      // What was typed may be a key: it is not kept once it was used.
      gcTime: 0,
      onSuccess: ({ connection }) => {
        holdOne(client, connection);
        client.setQueryData<Connection[]>(
          keys.list,
          (list) => list && [...list.filter((each) => each.id !== connection.id), connection],
        );
        void client.invalidateQueries({ queryKey: keys.list });
      },
    })),
  );
}

export interface Disconnected {
  readonly id: string;
  readonly itemsDeleted: number;
  /** False when the platform did not confirm that our access ended. */
  readonly revoked: boolean;
}

export function useDisconnect(): Saving<string, Disconnected> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (id: string) => trpc.connections.disconnect.mutate({ id }),
      onSuccess: ({ id }: Disconnected) => {
        client.setQueryData<Connection[]>(keys.list, (list) =>
          list?.filter((each) => each.id !== id),
        );
        return client.invalidateQueries({ queryKey: keys.list });
      },
    })),
  );
}

/** What was read of one connection is true wherever it is shown. */
function hold(client: QueryClient, connection: Connection): void {
  holdOne(client, connection);
  holdInList(client, connection);
}

function holdOne(client: QueryClient, connection: Connection): void {
  renewRuns(client, connection);
  client.setQueryData(keys.one(connection.id), connection);
}

function holdInList(client: QueryClient, connection: Connection): void {
  client.setQueryData<Connection[]>(keys.list, (list) =>
    list?.map((each) => (each.id === connection.id ? connection : each)),
  );
}

/** A check that has ended since left a run behind, and has used something. */
function renewRuns(client: QueryClient, { id, lastCheckedAt }: Connection): void {
  const before = client.getQueryData<Connection>(keys.one(id));
  if (before === undefined || before.lastCheckedAt === lastCheckedAt) return;
  void client.invalidateQueries({ queryKey: keys.runs(id) });
  void client.invalidateQueries({ queryKey: keys.budgets(id) });
}
