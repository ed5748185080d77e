import type { FilterTerm } from "../../../shared/filter.ts";
import type { Scope, TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { listConnections } from "../../store/connections.ts";
import type { StandingConnection } from "../../store/connections.ts";
import type { Actor } from "../identity/identity.ts";
import { actingUser } from "../users/get-me.ts";
import { askedTerms } from "../views/asked-terms.ts";
import { readItems, readWhole } from "../views/read-items.ts";
import { resolveView, toOwnFrame } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
import { markOf } from "./cursor.ts";
import { toFreshness } from "./freshness.ts";
import { readPage } from "./read-page.ts";
import type { PageInput } from "./read-page.ts";

export interface TimelineInput extends PageInput {
  readonly of?: Scope | undefined;
  readonly query?: string | undefined;
  readonly filter?: readonly FilterTerm[] | undefined;
}

/** One page of a timeline: one's own, or what a profile shows of one. */
export async function listTimeline(
  ctx: Context,
  asker: Asker,
  input: TimelineInput,
): Promise<TimelinePage> {
  const { of, query = "", filter = [] } = input;
  if (of === undefined && query === "" && filter.length === 0) {
    return await listWhole(ctx, await asker(), input);
  }
  const view = await resolveView(ctx, asker, of);
  const asked = askedTerms(ctx, view, input);
  const page = await readPage(ctx, view, input, readItems(ctx, view, asked), asked);
  return { ...page, freshness: toFreshness(view) };
}

/** All that is one's own: which connections it is of need not be known to read it. */
async function listWhole(ctx: Context, actor: Actor, input: PageInput): Promise<TimelinePage> {
  const view = toOwnFrame(await actingUser(ctx, actor));
  let connections: Promise<StandingConnection[]> | null = null;
  // Asked for when the first items are.
  const listed = () => (connections ??= listConnections(ctx.db, view.user.id));
  const reader = { ...readWhole(ctx, view), stamp: async () => stampOf(await listed()) };
  const page = await readPage(ctx, view, input, reader, []);
  return { ...page, freshness: toFreshness({ ...view, connections: await listed() }) };
}

/** Another one once a sync, or their owner, has changed anything of what comes from them. */
function stampOf(connections: readonly StandingConnection[]): string {
  return markOf(connections.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join());
}
