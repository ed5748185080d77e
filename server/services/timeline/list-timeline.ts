import type { FilterTerm } from "../../../shared/filter.ts";
import type { Scope, TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import { askedTerms } from "../views/asked-terms.ts";
import { readItems } from "../views/read-items.ts";
import { resolveView } from "../views/resolve-view.ts";
import type { Asker } from "../views/resolve-view.ts";
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
  const view = await resolveView(ctx, asker, input.of);
  const asked = askedTerms(ctx, view, input);
  return await readPage(ctx, view, input, readItems(ctx, view, asked), asked);
}
