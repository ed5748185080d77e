import type { KindInfo } from "../../shared/platforms.ts";
import type { PlatformHttp } from "./http.ts";

/**
 * The contract of a platform, for someone who adds one.
 *
 * A platform is a folder with a definition. It knows one foreign API and nothing of ours: no
 * database, no user, no environment. The engine owns time, storage, retries and schedules; the
 * platform says what to ask next and what an answer means.
 *
 * The engine calls `fetchPage` again and again. Each call makes one request (rarely a few), and
 * returns the items of that answer, the answer itself, and a new cursor. A cursor is whatever JSON
 * the platform needs to go on; the engine stores it in the same transaction as the items and never
 * looks inside. So a crash repeats at most the last few pages, and because an item is named by its
 * `externalId`, a repeated page changes nothing. `null` is the cursor of a new connection.
 *
 * `more: true` means "call again at once, there is work left"; `more: false` means "up to date, ask
 * me again at the next check". A check that finds nothing new must cost one conditional request:
 * return no items, `raw: null`, `unchanged: true`.
 *
 * Nothing may be lost: advance a cursor only past what you return in the same page. An item whose
 * content changed is returned again, whole. Order does not matter.
 *
 * Failures are thrown as `PlatformError` (`http.ts` makes most of them). A single thing that is
 * gone or closed (one repository answers 404) is not a failure of the connection: skip it and go on.
 */
export interface Platform {
  readonly id: string;
  readonly name: string;
  readonly glyph: string;
  readonly hue: string;
  /** One sentence for people: what connecting reads. */
  readonly reads: string;
  /** What a place is called here: `repository`. */
  readonly placeName: string;
  readonly kinds: Readonly<Record<string, KindInfo>>;
  /** The kind whose items of one place and day are one entry, if there is one: `commit`. */
  readonly groupedKinds: readonly string[];
  /** Kinds whose items hold others, by `links`: a pull request its commits. */
  readonly parentKinds: readonly string[];
  /** Hosts that may be called, and that alone get the token. */
  readonly hosts: readonly string[];
  /** Every endpoint that is called, with its documentation; for readers and for stand-ins. */
  readonly endpoints: readonly string[];
  readonly oauth: OAuthDefinition;
  /**
   * Whether a failure means "wait", where the platform says so in words only; 429, `Retry-After` and
   * `X-RateLimit-Remaining: 0` are understood without it.
   */
  isRateLimit?(status: number, body: string): boolean;
  /** Who a token belongs to; asked anew after every exchange. */
  identify(http: PlatformHttp): Promise<PlatformAccount>;
  /** The next answer. See above. */
  fetchPage(request: PageRequest): Promise<Page>;
}

/** OAuth differences are data; see `oauth/flow.ts`. Sources: `endpoints` of each platform. */
export interface OAuthDefinition {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientAuth: "body" | "basic";
  readonly pkce: boolean;
  readonly scopeSeparator: string;
  /** Asked for always: the least that reads public activity. */
  readonly scopes: readonly string[];
  /** Asked for on top when the person wants private items too. */
  readonly privateScopes: readonly string[];
  readonly privateOption: { readonly label: string; readonly help: string };
  readonly authorizeParams: Readonly<Record<string, string>>;
  /** The requests that end a token, or the person's whole grant; the client authenticates by Basic. */
  readonly revoke: Readonly<Record<"token" | "grant", RevokeEndpoint>>;
}

export interface RevokeEndpoint {
  readonly method: "POST" | "DELETE";
  /** `{client_id}` is replaced. */
  readonly url: string;
}

/** An account on the platform. `externalId` never changes; `handle` may. */
export interface PlatformAccount {
  readonly externalId: string;
  readonly handle: string;
  readonly displayName: string | null;
  readonly url: string | null;
  readonly email: string | null;
}

export interface PageRequest {
  readonly http: PlatformHttp;
  readonly account: PlatformAccount;
  /** Private items were asked for and granted; without it, private things are left out. */
  readonly includePrivate: boolean;
  /** The JSON of the page before, or null; parse it, it was stored by an older version perhaps. */
  readonly cursor: unknown;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many runs in a row failed at this cursor; lets a platform step over a thing that never answers. */
  readonly failures: number;
}

export interface Page {
  readonly items: readonly PlatformItem[];
  /** Which items belong inside which; either side may be known already, or later, or never. */
  readonly links: readonly ItemLink[];
  /** The answer, to be kept; null for a 304. */
  readonly raw: RawPage | null;
  readonly cursor: unknown;
  readonly more: boolean;
  /** Nothing had changed since the last check. */
  readonly unchanged: boolean;
  /** True from the moment the whole history has been read once. */
  readonly complete: boolean;
  /** While a long walk goes on; null when there is nothing to tell. */
  readonly progress: Progress | null;
}

export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
}

export interface ItemLink {
  readonly child: string;
  readonly parent: string;
}

/** `endpoint` names the mapper that reads `body`, so that items can be made again without asking. */
export interface RawPage {
  readonly endpoint: string;
  readonly url: string;
  readonly body: string;
}

/** An item as a platform's mapper makes it. Times are epoch milliseconds, UTC. */
export interface PlatformItem {
  readonly kind: string;
  /** Unique within the connection and the same for ever: `commit:<sha>`. */
  readonly externalId: string;
  readonly occurredAt: number;
  readonly title: string;
  readonly body: string | null;
  readonly url: string | null;
  readonly place: { readonly name: string; readonly url: string | null } | null;
  readonly state: string | null;
  readonly reference: string | null;
  readonly startedAt: number | null;
  readonly isPrivate: boolean;
  readonly figures: Readonly<Record<string, number>>;
  /** A poorer sight of something (a commit seen in a fork): kept only while nothing better is known. */
  readonly isSecondary: boolean;
}
