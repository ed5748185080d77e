import type { Fault } from "../../../sandbox/faults.ts";
import { findPerson } from "../../../sandbox/people.ts";
import type {
  Person,
  PlatformSandbox,
  SandboxRequest,
  SandboxWorld,
} from "../../../sandbox/platform-sandbox.ts";
import { hexOf } from "../../../sandbox/random.ts";
import { blogChangedAt, blogOf, standing } from "./blog.ts";
import type { Blog } from "./blog.ts";
import { atomOf, ENTITY_BOMB, frontPageOf, jsonOf, PLAIN_PAGE, rssOf } from "./documents.ts";

const HOST = "ines.example";
/** Where it was once: all of it moved for good. */
const OLD_HOST = "old.ines.example";
/** Where the feeds are while the switch `moved` is on. */
const NEW_HOST = "words.ines.example";
/** Where everybody else writes, each in a folder. */
const SHARED_HOST = "blogs.example";

const TYPES: Readonly<Record<string, string>> = {
  "feed.xml": "application/atom+xml; charset=utf-8",
  "rss.xml": "application/rss+xml; charset=utf-8",
  "feed.json": "application/feed+json; charset=utf-8",
};
const ENDPOINTS: Readonly<Record<string, string>> = {
  "": "page",
  "feed.xml": "atom",
  "rss.xml": "rss",
  "feed.json": "json",
};

/** Ines's blog, and everybody's: as Atom, as RSS and as JSON Feed. */
export function createStandIn(): PlatformSandbox {
  return {
    id: "feed",
    hosts: [HOST, OLD_HOST, NEW_HOST, SHARED_HOST],
    endpoints: ["page", "atom", "rss", "json"],
    endpointOf: ({ url }) => ENDPOINTS[fileOf(url)] ?? "other",
    handle: async (request, world) => answer(request, world),
    failures: ["gone", "not_a_feed", "entities"],
    switches: ["moved"],
    fail: async (fault) => failureOf(fault),
    accountOf: (person) => ({ type: "input", input: { address: `${homeOf(person)}feed.xml` } }),
    inventory: (person, world) =>
      standing(blogOf(person, world.sessions, world.now), world.now).map((article) => ({
        kind: article.kind,
        externalId: `entry:${article.id}`,
        occurredAt: article.publishedAt,
        isPrivate: false,
      })),
  };
}

function homeOf(person: Person): string {
  return person.id === "ines" ? `https://${HOST}/` : `https://${SHARED_HOST}/${person.login}/`;
}

function fileOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf("/") + 1);
}

function answer(request: SandboxRequest, world: SandboxWorld): Response {
  const { url, host, method } = request;
  if (host === OLD_HOST) return moved(`https://${HOST}${url.pathname}${url.search}`);
  const [, first = ""] = url.pathname.split("/");
  const person = findPerson(world.people, host === HOST ? "ines" : first);
  if (person === null || (host === SHARED_HOST && person.id === "ines")) return page(404, "Nobody");
  if (method !== "GET") return page(405, "Only GET is understood here.");
  const file = fileOf(url);
  const isMoved = world.faults.some(
    ({ platform, fault }) => platform === "feed" && fault === "moved",
  );
  if (isMoved && host !== NEW_HOST && file in TYPES)
    return moved(`https://${NEW_HOST}/${person.login}/${file}${url.search}`);
  const blog = blogOf(person, world.sessions, world.now);
  const number = Number(url.searchParams.get("page") ?? "1");
  if (!Number.isInteger(number) || number < 1) return page(404, "There is no such page.");
  switch (file) {
    case "":
      return html(frontPageOf(blog));
    case "about":
      return html(PLAIN_PAGE);
    case "feed.xml":
      return document(request, blog, world, atomOf(blog, world, number));
    case "rss.xml":
      return document(request, blog, world, rssOf(blog, world));
    case "feed.json":
      return document(request, blog, world, jsonOf(blog, world, number));
    default:
      return page(404, "There is no such page.");
  }
}

/** With its validators: a request that names one of them is spared the rest. */
function document(
  request: SandboxRequest,
  blog: Blog,
  { now }: SandboxWorld,
  body: string,
): Response {
  const changed = Math.floor(blogChangedAt(blog, now) / 1000) * 1000;
  const etag = `"${hexOf(body, 20)}"`;
  const headers = {
    etag,
    "last-modified": new Date(changed).toUTCString(),
    "cache-control": "max-age=300",
    "content-type": TYPES[fileOf(request.url)] ?? "text/plain",
  };
  const known = request.headers.get("if-none-match");
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  const isKnown = known === null ? since >= changed : known.replaceAll("W/", "").includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
}

function failureOf({ fault }: Fault): Response | null {
  switch (fault) {
    case "gone":
      return page(410, "This feed is gone for good.");
    case "not_a_feed":
      return html(PLAIN_PAGE);
    case "entities":
      return new Response(ENTITY_BOMB, { headers: { "content-type": "application/rss+xml" } });
    case "wrong_types":
      return new Response(
        `<rss><channel><title><b/></title><item><title><item/></title><pubDate>[]</pubDate></item></channel></rss>`,
        { headers: { "content-type": "application/rss+xml" } },
      );
    default:
      return null;
  }
}

function moved(location: string): Response {
  return new Response(null, { status: 301, headers: { location } });
}

function page(status: number, text: string): Response {
  return html(`<!DOCTYPE html>\n<title>${status}</title>\n<h1>${text}</h1>\n`, status);
}

function html(body: string, status = 200): Response {
  return new Response(body, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}
