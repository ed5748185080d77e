import { PlatformError } from "../../errors.ts";
import type { HttpResponse, PlatformHttp } from "../http.ts";
import { toTitle } from "../item-text.ts";
import type { PlatformAccount } from "../page.ts";
import type { ConnectInput } from "../platform.ts";
import { askFeed, noFeed } from "./ask-feed.ts";
import { feedsOf } from "./discover.ts";
import type { Feed } from "./feed.ts";
import { isHtml, readFeed } from "./read-feed.ts";

const NO_FEED_ON_PAGE =
  "This address is a web page without a feed. Look for a link on it that is called RSS, Atom or Feed, and use the address of that.";
const NO_FEED = "What is at this address is not a feed: it is neither RSS nor Atom nor JSON Feed.";

/** The feed at an address, or the one that the page there names. */
export async function identify(
  http: PlatformHttp,
  { address }: ConnectInput,
): Promise<PlatformAccount> {
  if (address === undefined) {
    throw new PlatformError("not_found", "There is no address.", {
      told: "Connect this feed anew, with its address.",
    });
  }
  const answer = await askFeed(http, { url: address }, "connecting");
  const feed = feedIn(answer);
  if (feed !== null) return knownAs(feed, answer, address);
  if (!isPage(answer)) throw noFeed(NO_FEED);
  const candidates = feedsOf(answer.body, answer.url);
  for (const candidate of candidates) {
    const found = await findFeed(http, candidate);
    if (found !== null) return found;
  }
  if (candidates.length === 0) throw noFeed(NO_FEED_ON_PAGE);
  throw noFeed("This web page names a feed, but what is there cannot be read as one.");
}

/** Null where what a page names is no feed, or not there: another may be. */
async function findFeed(http: PlatformHttp, address: string): Promise<PlatformAccount | null> {
  try {
    const answer = await askFeed(http, { url: address }, "connecting");
    const feed = feedIn(answer);
    return feed && knownAs(feed, answer, address);
  } catch (error) {
    const isPassed =
      error instanceof PlatformError &&
      ["not_found", "bad_response", "forbidden"].includes(error.kind);
    if (isPassed) return null;
    throw error;
  }
}

/** One that ends in the middle, or is too large, is a feed that cannot be read. */
export function feedIn({ body, url }: HttpResponse): Feed | null {
  try {
    return readFeed(body, url);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw noFeed("This feed ends in the middle, or is too large. It can be read once it is whole.");
  }
}

function isPage({ headers, body }: HttpResponse): boolean {
  return isHtml(body) || (headers.get("content-type") ?? "").toLowerCase().includes("text/html");
}

/**
 * Which feed it is, is its address; what moved for good is asked at its new one from the start. It is
 * the same feed at the address that led there, over `http` and `https`, and with a slash at the end or
 * without. A connection follows its feed when it moves (`movedTo` of a page), so that both addresses
 * find it afterwards. What documents say themselves decides nothing: feeds of a site share one `<id>`
 * or one `rel="self"` too often, and anybody may write another's. Nor does `www.`: sites that have both
 * lead from one to the other.
 */
function knownAs(feed: Feed, { movedTo }: HttpResponse, asked: string): PlatformAccount {
  const address = movedTo ?? asked;
  const spellings = [address, asked].flatMap(spellingsOf);
  const alsoKnownAs = [...new Set(spellings)].filter((one) => one !== address);
  return { ...accountOf(feed, address), alsoKnownAs };
}

/** An address with both schemes, with and without the slash at the end of its path. */
function spellingsOf(address: string): readonly string[] {
  const { host, pathname, search } = new URL(address);
  const path = pathname.replace(/\/$/, "");
  return ["https:", "http:"].flatMap((scheme) =>
    [...new Set([path || "/", `${path}/`])].map((one) => `${scheme}//${host}${one}${search}`),
  );
}

export function accountOf(feed: Feed, address: string): PlatformAccount {
  const site = feed.url ?? address;
  const { host, pathname } = new URL(site);
  // `blogs.example/ines` where many share a host.
  const path = feed.url === null || pathname.length > 60 ? "" : pathname.replace(/\/$/, "");
  return {
    externalId: address,
    handle: `${host.replace(/^www\./, "")}${path}`,
    displayName: toTitle(feed.title) || null,
    url: site,
    email: null,
  };
}
