import { PlatformError } from "../../errors.ts";

/** What servers answer that do not know somebody, or show nothing to strangers. */
export const REFUSALS: readonly number[] = [401, 403, 404, 410, 422];
const SIGNED_IN_ONLY: readonly number[] = [401, 403, 422];

/** `known` is an account that was read before. */
export function refusalOf(
  status: number,
  { handle, server, known }: { handle: string; server: string; known: boolean },
): PlatformError {
  const kept = known ? " What was gathered is kept." : "";
  if (SIGNED_IN_ONLY.includes(status)) {
    const told = `${server} shows posts only to people who are signed in there, so they cannot be read.${kept}`;
    return new PlatformError("forbidden", `${server} answered ${status}.`, { status, told });
  }
  const told = known
    ? `${server} no longer knows the account ${handle}.${kept}`
    : `There is no account ${handle} on ${server}.`;
  return new PlatformError("not_found", `${server} answered ${status}.`, { status, told });
}

export function suspended(handle: string, server: string): PlatformError {
  const told = `${server} has suspended the account ${handle}, so nothing of it can be read.`;
  return new PlatformError("forbidden", "The account is suspended.", { told });
}
