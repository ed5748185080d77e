import { PlatformError } from "../errors.ts";
import { fromSeam, throughSeam } from "./seam.ts";

/** Where a client may go, and where an answer leads. */
interface Ways {
  readonly upstreamOrigin: string | null;
  readonly hosts: readonly string[];
}

export function allowed(url: string, hosts: readonly string[]): string {
  if (isAllowed(url, hosts)) return url;
  const host = URL.parse(url)?.host ?? "an address that cannot be read";
  throw new PlatformError("bad_response", `Calling ${host} is not allowed.`);
}

/** A relative address may be meant from the seam or from the platform: the one that is allowed wins. */
export function resolved(location: string, from: string, { upstreamOrigin, hosts }: Ways): string {
  const asked = throughSeam(from, upstreamOrigin);
  const seen = URL.parse(location, asked);
  const original = seen === null ? location : fromSeam(seen.href, upstreamOrigin);
  if (isAllowed(original, hosts)) return original;
  return URL.parse(location, from)?.href ?? location;
}

/** The address that a Link header names as the next page. */
export function nextLink(header: string | null): string | null {
  for (const [, address, parameters] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (address && /;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?/i.test(parameters ?? ""))
      return address;
  }
  return null;
}

function isAllowed(url: string, hosts: readonly string[]): boolean {
  const parsed = URL.parse(url);
  return (
    parsed?.protocol === "https:" &&
    hosts.includes(parsed.host) &&
    parsed.username === "" &&
    parsed.password === ""
  );
}
