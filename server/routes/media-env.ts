import type { MediaBindings } from "../bindings.ts";
import type { Context } from "../context.ts";
import type { Actor } from "../services/identity/identity.ts";

/** What every route of ours finds on its request. */
export interface MediaEnv {
  Bindings: MediaBindings;
  Variables: {
    ctx: Context;
    /** Who asks, found out at most once per request; throws UPSTREAM when it cannot be known now. */
    authenticate: () => Promise<Actor | null>;
  };
}
