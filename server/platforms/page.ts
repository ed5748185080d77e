import type { Medium } from "../../shared/item.ts";
import type { PlatformError } from "../errors.ts";
import type { PlatformHttp } from "./http.ts";

/** An account on the platform. `externalId` never changes, but for a page's `movedTo`; `handle` may. */
export interface PlatformAccount {
  readonly externalId: string;
  readonly handle: string;
  readonly displayName: string | null;
  readonly url: string | null;
  readonly email: string | null;
  /** Other ids that it may be connected under: the addresses of a feed. Told by `identify` alone. */
  readonly alsoKnownAs?: readonly string[];
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
  /** What this request may cost, in the quota's meter; null where no stop is near. */
  readonly allowance?: number | null;
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
  /** External ids that are deleted or closed there: hidden here from now on. */
  readonly gone?: readonly string[];
  /** Of these kinds, what happened between the two times, both exclusive, is among the items or gone. */
  readonly covers?: Coverage | null;
  /** Everything of the account is private, or public, from now on; sent only when that changed. */
  readonly isPrivate?: boolean;
  /** What the answer cost, by the definition's `usageNames`. */
  readonly usage?: Readonly<Record<string, number>>;
  /** The account as it is called now, where an answer tells it. */
  readonly account?: PlatformAccount;
  /** The account's external id from now on, where that is an address and it moved for good. */
  readonly movedTo?: string;
  /** Nothing had changed since the last check. */
  readonly unchanged: boolean;
  /** True from the moment the whole history has been read once. */
  readonly complete: boolean;
  /** How far back it is complete by now; left out where the page cannot say, or says what stood before. */
  readonly reach?: Reach;
  /** While a long walk goes on; null when there is nothing to tell. */
  readonly progress: Progress | null;
  /** The answer that the walk went past, where that told to wait: the run ends with it. */
  readonly refusal?: PlatformError;
}

/** How far back what is held is complete, and why not further. */
export interface Reach {
  /**
   * From then on, epoch milliseconds, all that the platform gives is held: 0 where nothing is older, null
   * while nobody can say. What happened after the last check does not count: that is freshness. But
   * what was found and is not read yet does, so that nothing is claimed over a gap.
   */
  readonly since: number | null;
  /** One sentence for people, only where the platform gives no more: `Reddit gives the newest 1,000.` */
  readonly limit: string | null;
}

export interface Coverage {
  readonly kinds: readonly string[];
  readonly after: number;
  readonly before: number;
  /** External ids that the listing has elsewhere than their time says: nothing is told of them. */
  readonly except?: readonly string[];
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
  /** What the mapper must know besides: JSON, small; `{"private": true}`. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * An item as a platform's mapper makes it; `item-text.ts` has what texts, addresses and times have in
 * common. Times are epoch milliseconds, UTC. A post without a title has an empty one: its body is
 * the line that is read.
 */
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
  /** Who made it, where that is not the account: the author of what was reposted. */
  readonly author?: Author | null;
  /** At most four are kept. */
  readonly media?: readonly Medium[];
  /** Words of the definition's `marks`. */
  readonly marks?: readonly string[];
  /** BCP 47, lower case: `en`, `pt-br`. */
  readonly language?: string | null;
  /** When its author last changed it, where the platform tells. */
  readonly editedAt?: number | null;
  /** A poorer sight of something (a commit seen in a fork): kept only while nothing better is known. */
  readonly isSecondary: boolean;
}

export interface Author {
  readonly name: string;
  readonly handle: string | null;
  readonly url: string | null;
}
