/**
 * The seam: in development every platform address `https://HOST/PATH?QUERY` may be led to
 * `<upstreamOrigin>/HOST/PATH?QUERY`, a feed's `http:` one too. `null` means the real platforms.
 */
export function throughSeam(url: string, upstreamOrigin: string | null): string {
  if (upstreamOrigin === null || isBehind(url, upstreamOrigin)) return url;
  const parsed = parse(url);
  if (parsed?.protocol !== "https:" && parsed?.protocol !== "http:") return url;
  return `${trimmed(upstreamOrigin)}/${parsed.href.slice(`${parsed.protocol}//`.length)}`;
}

/** The address a platform would have given: the inverse. Addresses elsewhere are left as they are. */
export function fromSeam(url: string, upstreamOrigin: string | null): string {
  if (upstreamOrigin === null || !isBehind(url, upstreamOrigin)) return url;
  const parsed = parse(url);
  const base = parse(upstreamOrigin);
  if (!parsed || !base) return url;
  const rest = parsed.pathname.slice(trimmed(base.pathname).length + 1);
  return `https://${rest}${parsed.search}${parsed.hash}`;
}

function isBehind(url: string, upstreamOrigin: string): boolean {
  const parsed = parse(url);
  const base = parse(upstreamOrigin);
  if (!parsed || !base) return false;
  return (
    parsed.protocol === base.protocol &&
    parsed.port === base.port &&
    hostOf(parsed) === hostOf(base) &&
    parsed.pathname.startsWith(`${trimmed(base.pathname)}/`) &&
    parsed.pathname.length > trimmed(base.pathname).length + 1
  );
}

/** A stand-in may name itself by another name of this machine in the links it gives. */
function hostOf(url: URL): string {
  return ["127.0.0.1", "[::1]"].includes(url.hostname) ? "localhost" : url.hostname;
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, "");
}

function parse(url: string): URL | null {
  return URL.parse(url);
}
