import type { Context } from "../../context.ts";
import { devpadIdentity } from "./devpad-identity.ts";
import { githubIdentity } from "./github-identity.ts";
import type { Identity } from "./identity.ts";

/** The way to sign in that this instance is configured for. */
export function identityOf(ctx: Context): Identity {
  return ctx.config.identity === "github" ? githubIdentity : devpadIdentity;
}
