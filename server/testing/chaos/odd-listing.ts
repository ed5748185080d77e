import { timeOfId } from "../../platforms/twitter/post-id.ts";
import { createRandom } from "../../sandbox/random.ts";
import type { Simulation } from "./simulation.ts";

/**
 * Listings as they may be and the stand-ins' are not: pages shorter than was asked for, and new things
 * that are shown some minutes late, in their place by time.
 */
export interface OddListing {
  ask(request: Request, platform: string): Request;
  /** Null where nothing is held back. */
  show(answer: Response, platform: string, url: URL): Promise<Response | null>;
}

const SIZES: Readonly<Record<string, string>> = {
  reddit: "limit",
  bluesky: "limit",
  mastodon: "limit",
  twitter: "max_results",
  youtube: "maxResults",
};

/**
 * Well below what a walk looks back behind the newest that it knows; and so short that what is late lies
 * less than half a page below what is not, for there a walk stops (see `reachesKnown`).
 */
const LATEST_MS = 240_000;

interface Shown {
  readonly key: string;
  readonly at: number;
}

export function forListing(sim: Simulation): OddListing {
  const seed = `odd listing ${sim.random.next()}`;
  const size = "8";
  const delayOf = ({ key }: Shown): number => {
    const random = createRandom(`${seed} ${key}`);
    return random.chance(0.45) ? random.int(170_000, LATEST_MS) : 0;
  };
  const isLate = (shown: Shown | null): boolean =>
    shown !== null && sim.now() - shown.at < LATEST_MS && sim.now() < shown.at + delayOf(shown);

  return {
    ask: (request, platform) => {
      const name = SIZES[platform];
      const url = new URL(request.url);
      if (name === undefined || !url.searchParams.has(name)) return request;
      url.searchParams.set(name, size);
      return new Request(url, { method: request.method, headers: request.headers });
    },
    show: async (answer, platform, url) => {
      const listOf = LISTS[platform];
      if (listOf === undefined || answer.status !== 200) return null;
      if (!/submitted|comments|overview|getAuthorFeed|statuses|tweets$/.test(url.pathname))
        return null;
      const text = await answer.text();
      const body: unknown = JSON.parse(text);
      const list = listOf(body);
      const kept = list.filter((entry) => !isLate(SHOWN[platform]?.(entry) ?? null));
      const headers = new Headers(answer.headers);
      if (kept.length === list.length) return new Response(text, { status: 200, headers });
      // What comes later is another answer.
      headers.delete("etag");
      headers.delete("last-modified");
      list.splice(0, list.length, ...kept);
      return new Response(JSON.stringify(body), { status: 200, headers });
    },
  };
}

type Entry = Readonly<Record<string, unknown>>;

const LISTS: Readonly<Record<string, (body: unknown) => Entry[]>> = {
  reddit: (body) => (body as { data: { children: Entry[] } }).data.children,
  bluesky: (body) => (body as { feed: Entry[] }).feed,
  mastodon: (body) => body as Entry[],
  twitter: (body) => {
    const { data = [], meta } = body as { data?: Entry[]; meta?: { newest_id?: string } };
    // It may name one that is held back.
    delete meta?.newest_id;
    return data;
  },
};

const SHOWN: Readonly<Record<string, (entry: Entry) => Shown | null>> = {
  reddit: ({ data }) => {
    const { name, created_utc: created } = data as { name: string; created_utc: number };
    return { key: name, at: created * 1000 };
  },
  bluesky: ({ post, reason }) => {
    const { uri, indexedAt } = post as { uri: string; indexedAt: string };
    const passedOn = reason as { indexedAt?: string } | undefined;
    const at = Date.parse(passedOn?.indexedAt ?? indexedAt);
    return { key: `${uri} ${passedOn === undefined ? "" : "again"}`, at };
  },
  mastodon: ({ id, created_at: created }) => ({
    key: String(id),
    at: Date.parse(String(created)),
  }),
  // What was edited is shown under another id, and its place is that one's.
  twitter: ({ id }) => ({ key: String(id), at: timeOfId(String(id)) ?? 0 }),
};
