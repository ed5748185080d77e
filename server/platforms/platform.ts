import type * as z from "zod";
import type { KindInfo } from "../../shared/platforms.ts";
import type { ProblemCode } from "../../shared/problems.ts";
import type { PlatformHttp } from "./http.ts";
import type { Wait } from "./http-failure.ts";
import type { Page, PageRequest, PlatformAccount, PlatformItem, RawPage } from "./page.ts";

/**
 * The contract of a platform, for someone who adds one.
 *
 * A platform is a folder with a definition, and one line in `registry.ts`. It knows one foreign API
 * and nothing of ours: no database, no user, no environment. The engine owns time, storage, retries
 * and schedules; the platform says what to ask next and what an answer means. Its stand-in is in
 * `sandbox/index.ts` of the same folder, pairs of answers and items are in `fixtures/`, and
 * `npm run conformance` says whether all of it keeps to this page.
 *
 * The engine calls `fetchPage` again and again. Each call makes one request (rarely a few), and
 * returns the items of that answer, the answer itself, and a new cursor. A cursor is whatever JSON
 * the platform needs to go on; the engine stores it in the same transaction as the items and never
 * looks inside. So a crash repeats at most the last few pages, and because an item is named by its
 * `externalId`, a repeated page changes nothing. `null` is the cursor of a new connection. For a
 * listing that goes from the newest to the oldest, `newest-first.ts` has the whole walk.
 *
 * `more: true` means "call again at once, there is work left"; `more: false` means "up to date, ask
 * me again at the next check". A check that finds nothing new must cost one request, conditional
 * where the platform can: return no items, `raw: null`, `unchanged: true`. Counts alone (likes,
 * scores) are no news; they are read again when everything is.
 *
 * Nothing may be lost: advance a cursor only past what you return in the same page. An item whose
 * content changed is returned again, whole. Order does not matter. What was deleted there is named
 * in `gone`, or lies in `covers` without being among the items; it is hidden here, and shown again
 * when it is seen again.
 *
 * Failures are thrown as `PlatformError` (`http.ts` makes most of them), with `told` where the
 * platform knows a better sentence for the person than the engine. A single thing that is gone or
 * closed (one repository answers 404) is not a failure of the connection: skip it and go on.
 */
export interface Platform {
  readonly id: string;
  readonly name: string;
  /** One or two letters, lower case. */
  readonly glyph: string;
  /** A name of the palette in `client/styles/tokens.css`. */
  readonly hue: string;
  /** One sentence for people: what connecting reads. */
  readonly reads: string;
  /** What a place is called here: `repository`. */
  readonly placeName: string;
  /** Other words for it in a filter, in lower case: `repo`. */
  readonly placeWords?: readonly string[];
  readonly kinds: Readonly<Record<string, KindInfo>>;
  /** The kind whose items of one place and day are one entry, if there is one: `commit`. */
  readonly groupedKinds: readonly string[];
  /** Kinds whose items hold others, by `links`: a pull request its commits. */
  readonly parentKinds: readonly string[];
  /** Kinds that people post with the same words on other platforms, too: `post`. */
  readonly repeatedKinds?: readonly string[];
  /** Words that may stand on an item beside its kind (`sensitive`), and how each is shown. */
  readonly marks: Readonly<Record<string, string>>;
  /** Hosts that may be called, and that alone get the token; `public` is any host of the open internet. */
  readonly hosts: readonly string[] | "public";
  /** Accounts lie on many servers, each named before the slash of `externalId`: one may be down alone. */
  readonly isByServer?: boolean;
  /** Every endpoint that is called, with its documentation; for readers and for stand-ins. */
  readonly endpoints: readonly string[];
  /** Sent with every request, where a platform wants one of its own. */
  readonly userAgent?: string;
  readonly connect: OAuthDefinition | InputDefinition;
  readonly settings: SettingsDefinition;
  /** Who shares one limit: each connection has its own, or all users of a client id share it. */
  readonly limitScope: "connection" | "client";
  /** What a request costs there beyond being one, by name: `posts: "posts read"`. */
  readonly usageNames: Readonly<Record<string, string>>;
  /** What each answer of `identify` costs so. */
  readonly identifyUsage?: Readonly<Record<string, number>>;
  /** What it meters, and gives in a period; null where nothing is known to run out. */
  readonly quota: Quota | null;
  /**
   * Whether a failure means "wait", where the platform says so in words only; 429, `Retry-After` and
   * a remaining count of 0 are understood without it. A `Wait` says until when and why, and counts
   * before any header.
   */
  isRateLimit?(status: number, body: string, now: number): boolean | Wait;
  /**
   * Whose token, or which account, this is; asked anew after every exchange. `input` is what the
   * person typed, parsed by `connect.schema`; empty for OAuth. An account that is not there throws
   * `not_found`, one that may not be read `forbidden`, both with `told`.
   */
  identify(http: PlatformHttp, input: ConnectInput): Promise<PlatformAccount>;
  /** The next answer. See above. */
  fetchPage(request: PageRequest): Promise<Page>;
  /**
   * The items of a kept answer: pure, and the same that `fetchPage` made of it. Throws only
   * `PlatformError`; an entry that cannot be read is left out, and the rest is kept.
   */
  map(raw: RawPage, account: PlatformAccount): readonly PlatformItem[];
  /**
   * Whether all of the account is private as this cursor has it, where pages tell `isPrivate`; null
   * while none did. Items that are made again are as private as that, not as an old answer was.
   */
  privacyIn?(cursor: unknown): boolean | null;
}

/** A limit as the platform counts it. Sources: the comment beside each definition's. */
export interface Quota {
  /** `requests` are told by the answers' headers; the others are counted here. */
  readonly meter: "requests" | "units" | "dollars";
  /** What each of the page's `usage`, or a `request`, counts in it. */
  readonly rates: Readonly<Record<string, number>>;
  /** A fixed length in milliseconds, or the calendar of an IANA zone. */
  readonly period:
    | { readonly ms: number }
    | { readonly unit: "day" | "month"; readonly zone: string };
  /** In a period, unless an answer says otherwise; null where only the bill ends it. */
  readonly granted: number | null;
  /** Whose it is: each connection's own, or that of all who share an app. */
  readonly sharedBy: "connection" | "client";
  /** What one request may cost at most, in the meter. */
  readonly mostPerRequest: number;
  /** The same of a request that asks for as little as it can; where a page follows its `allowance`. */
  readonly leastPerRequest?: number;
  /** Which limit it is, where answers tell of several by name. */
  readonly resource?: string;
}

/** OAuth differences are data; see `oauth/flow.ts`. Sources: `endpoints` of each platform. */
export interface OAuthDefinition {
  readonly type: "oauth";
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientAuth: "body" | "basic";
  readonly pkce: boolean;
  readonly scopeSeparator: string;
  /** Asked for always: the least that reads public activity. */
  readonly scopes: readonly string[];
  /**
   * Where people may untick a scope: those without which nothing can be read, each with the wider ones
   * that do as well. Empty where all or nothing is granted.
   */
  readonly requiredScopes: readonly (readonly string[])[];
  /** Asked for on top when the person wants private items too; null where there is no such choice. */
  readonly privateAccess: {
    readonly scopes: readonly string[];
    readonly label: string;
    readonly help: string;
  } | null;
  readonly authorizeParams: Readonly<Record<string, string>>;
  /** What this platform's own error names mean at the token endpoint, beyond those of RFC 6749. */
  readonly tokenErrors: Readonly<Record<string, ProblemCode>>;
  /**
   * `kept`: a refresh token works again and again, so a lost answer is simply asked for anew.
   * `rotating`: it works once, and the answer brings the next; it is never shown a second time.
   */
  readonly refresh: "none" | "kept" | "rotating";
  /** Where a grant may end at a time that is known when it is given: one sentence that says why. */
  readonly knownEnd?: string;
  /** The requests that end a token, or the person's whole grant; null where there is none. */
  readonly revoke: Readonly<Record<"token" | "grant", RevokeEndpoint | null>>;
  /** How a person makes a client of his own there. */
  readonly ownApp: { readonly url: string; readonly steps: readonly string[] };
}

export interface RevokeEndpoint {
  readonly method: "POST" | "DELETE";
  /** `{client_id}` is replaced. */
  readonly url: string;
  /** `json`: `{"access_token"}`; `form`: `token=`. */
  readonly body: "json" | "form";
  /** Whether the client says who it is by HTTP Basic. */
  readonly basic: boolean;
}

/** Connecting by a handle, a key or an address. */
export interface InputDefinition {
  readonly type: "input";
  /**
   * What is asked for: texts, each with `title`, `description` and `example` as its metadata, and
   * `secret: true` where it must not be shown. What is wrong is said in the schema's own sentences.
   */
  readonly schema: z.ZodObject<Record<string, z.ZodType<string, string>>>;
  /** The Authorization header of a key among the values; kept sealed. Null where all is public. */
  authorization(input: ConnectInput): string | null;
}

export type ConnectInput = Readonly<Record<string, string>>;

/** Choices that act on what is stored and on what comes; made by `defineSettings`. */
export interface SettingsDefinition {
  /** Flat: flags, choices and lists of texts, each with a default, `title` and `description`. */
  readonly schema: z.ZodObject;
  /** What is hidden under these values; what does not parse reads as the defaults. */
  rules(values: unknown): readonly HideRule[];
}

/** Hides the items that fit everything named here. Places are compared without regard to case. */
export interface HideRule {
  readonly kinds?: readonly string[];
  readonly marks?: readonly string[];
  readonly places?: readonly string[];
}
