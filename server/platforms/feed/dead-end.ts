import type { PlatformError } from "../../errors.ts";

const REDIRECTS: readonly (number | null)[] = [301, 302, 303, 307, 308];

/** What a site does whose redirects lead to no answer; null for any other failure. */
export function deadEndOf({ kind, status, message }: PlatformError): string | null {
  if (kind !== "bad_response") return null;
  if (REDIRECTS.includes(status))
    return `leads on to another address and does not say to which (${status}).`;
  if (status !== null) return null;
  // The client gives these two no status; they differ in their words alone.
  if (/^Calling .* is not allowed\.$/.test(message))
    return "leads to an address that is not on the open internet, or not at the usual port, and so cannot be read.";
  if (message.endsWith(" redirects too often."))
    return "leads on from address to address and never to a feed.";
  return null;
}
