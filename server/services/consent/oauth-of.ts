import { AppError } from "../../errors.ts";
import type { OAuthDefinition, Platform } from "../../platforms/platform.ts";

/** How a platform's consent page is asked; for one that has none, there is no such address. */
export function oauthOf(platform: Platform): OAuthDefinition {
  if (platform.connect.type === "oauth") return platform.connect;
  throw new AppError("NOT_FOUND", `${platform.name} is not connected through a consent page.`);
}
