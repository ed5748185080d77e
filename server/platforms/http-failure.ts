import { PlatformError } from "../errors.ts";
import type { Hosts } from "./http-address.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A platform's word is obeyed, but for one that would silence a connection for good. */
const LONGEST_WAIT = 31 * DAY;
/** Of whoever it is that answers at an address of the open internet. */
const LONGEST_WAIT_OF_ANYBODY = DAY;

/**
 * A platform's own words for "wait", where neither status nor headers say so; a `Wait` where they also
 * say until when, and why.
 */
export type SaysRateLimit = (status: number, body: string, now: number) => boolean | Wait;

export interface Wait {
  /** Epoch milliseconds. */
  readonly retryAt: number;
  /** For the person, in a sentence or two. */
  readonly told: string;
}

interface Failed {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly url: string;
  /** Of the platform; without them it is anybody. */
  readonly hosts?: Hosts;
}

/** What a status that is no success means. */
export function failureOf(
  { status, headers, body, url, hosts = "public" }: Failed,
  now: number,
  isRateLimit: SaysRateLimit = () => false,
): PlatformError {
  const path = pathOf(url, hosts);
  const latest = latestOf(hosts, now);
  if (status === 401) {
    return new PlatformError("unauthorised", `${path} did not accept the token.`, { status });
  }
  const said = isRateLimit(status, body, now);
  if (status === 429 || (status === 403 && asksToWait(headers, now)) || said !== false) {
    return new PlatformError("rate_limited", `${path} asks to wait.`, {
      status,
      ...(typeof said === "object"
        ? said
        : { retryAt: Math.min(retryAtOf(headers, now, hosts), latest) }),
    });
  }
  if ([404, 409, 410, 451].includes(status)) {
    return new PlatformError("not_found", `${path} answered ${status}.`, { status });
  }
  if (status >= 500) {
    const retryAt = fromRetryAfter(headers.get("retry-after"), now);
    return new PlatformError("unavailable", `${path} answered ${status}.`, {
      status,
      ...(retryAt === null ? {} : { retryAt: Math.min(retryAt, latest) }),
    });
  }
  return new PlatformError("bad_response", `${path} answered ${status}.`, { status });
}

/** No word of whoever answers there is obeyed for longer; epoch milliseconds. */
function latestOf(hosts: Hosts, now: number): number {
  return now + (hosts === "public" ? LONGEST_WAIT_OF_ANYBODY : LONGEST_WAIT);
}

/** What kept an answer from coming, or from coming in full. */
export function unreachable(url: string, hosts: Hosts, cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  return new PlatformError("unavailable", `${pathOf(url, hosts)} did not answer in full.`, {
    cause,
  });
}

/**
 * The part of an address that may be shown: no query, which can hold secrets, and of an address of the
 * open internet no path either, which may be a person's own.
 */
export function pathOf(url: string, hosts: Hosts): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "The platform";
  return hosts === "public" ? parsed.host : `${parsed.host}${parsed.pathname}`;
}

/** Some answer 403 for their limits; their headers tell it from a refusal. */
function asksToWait(headers: Headers, now: number): boolean {
  const { remaining } = limitOf(headers, now, "public");
  return headers.has("retry-after") || remaining === 0;
}

function retryAtOf(headers: Headers, now: number, hosts: Hosts): number {
  const at =
    fromRetryAfter(headers.get("retry-after"), now) ?? limitOf(headers, now, hosts).resetAt;
  return at ?? now + MINUTE;
}

/** Seconds or an HTTP date: RFC 9110, section 10.2.3. */
function fromRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const seconds = value.trim();
  if (/^\d+(\.\d+)?$/.test(seconds)) return now + Math.ceil(Number(seconds) * 1000);
  const date = Date.parse(value);
  return Number.isFinite(date) && date > now ? date : null;
}

/** Each platform spells these its own way: GitHub and Reddit, X, and draft-polli. */
const LIMIT_PREFIXES = ["x-ratelimit-", "x-rate-limit-", "ratelimit-"] as const;

/** What an answer's headers say of a limit; null where none tells. */
export interface LimitTold {
  readonly remaining: number | null;
  /** When it is whole again, epoch milliseconds. */
  readonly resetAt: number | null;
  /** What a period gives in all. */
  readonly granted: number | null;
  /** Which of several limits it is, where the platform has more than one and names it: `search`. */
  readonly resource: string | null;
}

export function limitOf(headers: Headers, now: number, hosts: Hosts): LimitTold {
  for (const prefix of LIMIT_PREFIXES) {
    const [remaining, reset, limit, used] = ["remaining", "reset", "limit", "used"].map((name) =>
      headers.get(`${prefix}${name}`)?.trim(),
    );
    if (remaining === undefined && reset === undefined) continue;
    const left = toCount(remaining);
    const resetAt = reset === undefined ? null : toResetAt(reset, now);
    const [given, spent] = [toCount(limit), toCount(used)];
    return {
      remaining: left,
      resetAt: resetAt === null ? null : Math.min(resetAt, latestOf(hosts, now)),
      granted: given ?? (left !== null && spent !== null ? left + spent : null),
      resource: headers.get(`${prefix}resource`),
    };
  }
  return { remaining: null, resetAt: null, granted: null, resource: null };
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A number below this is how many seconds are left, not a time since 1970. */
const FIRST_EPOCH_SECONDS = 1_000_000_000;

/** Seconds from now (Reddit), seconds since 1970 (GitHub, X, Bluesky), or a date (Mastodon). */
function toResetAt(reset: string, now: number): number | null {
  const seconds = Number(reset);
  if (!Number.isFinite(seconds)) {
    const date = Date.parse(reset);
    return Number.isFinite(date) && date > now ? date : null;
  }
  const at = seconds < FIRST_EPOCH_SECONDS ? now + seconds * 1000 : seconds * 1000;
  return at > now ? at : null;
}
