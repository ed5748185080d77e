import type { TimelinePage } from "../../../shared/timeline.ts";
import type { Context } from "../../context.ts";
import type { Actor } from "../identity/identity.ts";
import { resolveView } from "../views/resolve-view.ts";
import { toFreshness } from "./freshness.ts";
import { hiddenReader } from "./hidden-reader.ts";
import { readPage } from "./read-page.ts";
import type { PageInput } from "./read-page.ts";

/**
 * One page of what a person has hidden, as his timeline would show it. What is hidden for another reason
 * besides is not among it: it could not be shown again.
 */
export async function listHidden(
  ctx: Context,
  actor: Actor,
  input: PageInput,
): Promise<TimelinePage> {
  const view = await resolveView(ctx, () => Promise.resolve(actor), undefined);
  const page = await readPage(ctx, view, input, hiddenReader(ctx, view.user.id), "hidden");
  return { ...page, freshness: toFreshness(view) };
}
