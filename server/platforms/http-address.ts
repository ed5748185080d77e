import { PlatformError } from "../errors.ts";
import { fromSeam, throughSeam } from "./seam.ts";

/** Named hosts, or any that is not inside somebody's network. */
export type Hosts = readonly string[] | "public";

/** Where a client may go, and where an answer leads. */
interface Ways {
  readonly upstreamOrigin: string | null;
  readonly hosts: Hosts;
}

export function allowed(url: string, hosts: Hosts): string {
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

function isAllowed(url: string, hosts: Hosts): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "") return false;
  if (hosts === "public") return isPublic(parsed);
  return parsed.protocol === "https:" && hosts.includes(parsed.host);
}

/** Names that never lead to the open internet: RFC 6761, RFC 8375, and the cloud's own. */
const INSIDE =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|test|invalid|onion|home\.arpa)$/;

/** Services whose names lead wherever they say, or home: made to try things out, never to publish. */
const ANYWHERE = /(^|\.)((nip|sslip|xip)\.io|localtest\.me|lvh\.me)$/;

/** A private address spelt within a name (`10-0-0-1.example.org`), as other such services take it. */
const SPELLS_PRIVATE =
  /(^|[.-])(10[.-]\d{1,3}|127[.-]\d{1,3}|169[.-]254|172[.-](1[6-9]|2\d|3[01])|192[.-]168)([.-]\d{1,3}){2}([.-]|$)/;

/**
 * A host with a public name, on the usual port, over HTTP or HTTPS. Addresses in numbers are refused in
 * every spelling: `URL` has made `0x7f.1` and `2130706433` into `127.0.0.1` by now.
 */
export function isPublic(url: URL): boolean {
  const host = url.hostname.replace(/\.+$/, "").toLowerCase();
  const isNumber = host.startsWith("[") || /^[\d.]+$/.test(host);
  return (
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.port === "" &&
    host.includes(".") &&
    !isNumber &&
    ![INSIDE, ANYWHERE, SPELLS_PRIVATE].some((names) => names.test(host))
  );
}
