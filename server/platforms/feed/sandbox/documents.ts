import { escapeHtml } from "../../../sandbox/page.ts";
import { pictureOf } from "../../../sandbox/pictures.ts";
import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import { blogChangedAt, changedAt, isEdited, standing, withdrawn } from "./blog.ts";
import type { Article, Blog } from "./blog.ts";

/** As many entries as a document holds; older ones are on the pages after it. */
export const PAGE_SIZE = 40;

type World = Pick<SandboxWorld, "now" | "publicOrigin">;

interface Page {
  readonly articles: readonly Article[];
  readonly next: number | null;
}

function pageOf(blog: Blog, now: number, page: number): Page {
  const all = standing(blog, now);
  const end = page * PAGE_SIZE;
  return { articles: all.slice(end - PAGE_SIZE, end), next: end < all.length ? page + 1 : null };
}

const iso = (time: number): string => new Date(time).toISOString().replace(".000Z", "Z");
const mail = (time: number): string => new Date(time).toUTCString();

function htmlOf(article: Article, world: World): string {
  const { html, pictured, slug, addition } = article;
  const { url, width, height } = pictureOf(`feed ${slug}`, "film", world);
  const picture =
    pictured === null
      ? ""
      : `<p><img src="${url}" alt="${pictured}" width="${width}" height="${height}"></p>`;
  return html + picture + (isEdited(article, world.now) ? `\n<p>${addition}</p>` : "");
}

function coverOf({ slug }: Article, world: World): string {
  return pictureOf(`feed ${slug}`, "cover", world).url;
}

function summaryOf(article: Article, now: number): string {
  return isEdited(article, now) ? `${article.summary} ${article.addition}` : article.summary;
}

function recordingOf({ slug }: Article, home: string) {
  return { url: `${home}talks/${slug}.mp3`, length: 8_000_000 + numberOf(slug, 30_000_000) };
}

/** Atom, with pages (RFC 5005) and the marks of what was taken back (RFC 6721). */
export function atomOf(blog: Blog, world: World, page: number): string {
  const { now } = world;
  const { articles, next } = pageOf(blog, now, page);
  const { home, person, title } = blog;
  const entries = articles.map((article) => {
    const recording = recordingOf(article, home);
    return `  <entry>
    <id>${article.id}</id>
    <link rel="alternate" type="text/html" href="posts/${article.slug}/"/>
    <title>${escapeHtml(article.title ?? "")}</title>
    <published>${iso(article.publishedAt)}</published>
    <updated>${iso(changedAt(article, now))}</updated>${article.guest === null ? "" : `\n    <author><name>${article.guest}</name></author>`}
${article.tags.map((tag) => `    <category term="${escapeHtml(tag)}"/>`).join("\n")}
    <summary>${escapeHtml(summaryOf(article, now))}</summary>
    <content type="html"><![CDATA[${htmlOf(article, world)}]]></content>${
      article.kind === "episode"
        ? `
    <link rel="enclosure" type="audio/mpeg" length="${recording.length}" href="${recording.url}"/>
    <itunes:image href="${coverOf(article, world)}"/>
    <itunes:episode>${article.number}</itunes:episode>
    <itunes:explicit>${article.isExplicit ? "yes" : "no"}</itunes:explicit>`
        : ""
    }
  </entry>`;
  });
  const gone = page > 1 ? [] : withdrawn(blog, now);
  const marks = gone.map(
    ({ id, withdrawnAt }) => `  <at:deleted-entry ref="${id}" when="${iso(withdrawnAt ?? now)}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xml:lang="en" xml:base="${home}">
  <title>${escapeHtml(title)}</title>
  <subtitle>Notes on storage, and other wet places</subtitle>
  <id>${home}</id>
  <link rel="alternate" type="text/html" href="${home}"/>
  <link rel="self" type="application/atom+xml" href="${home}feed.xml"/>${next === null ? "" : `\n  <link rel="next" href="${home}feed.xml?page=${next}"/>`}
  <updated>${iso(blogChangedAt(blog, now))}</updated>
  <author><name>${escapeHtml(person.name)}</name><uri>${home}</uri></author>
  <generator>a sandbox</generator>
${[...entries, ...marks].join("\n")}
</feed>
`;
}

/** RSS 2.0 with everything in one document. */
export function rssOf(blog: Blog, world: World): string {
  const { now } = world;
  const { home, person, title } = blog;
  const items = standing(blog, now).map((article) => {
    const recording = recordingOf(article, home);
    return `<item>
${article.title === null ? "" : `<title>${escapeHtml(article.title)}</title>\n`}<link>${home}posts/${article.slug}/</link>
<guid isPermaLink="false">${article.id}</guid>
<pubDate>${mail(article.publishedAt)}</pubDate>
<dc:creator><![CDATA[${article.guest ?? person.name}]]></dc:creator>
<description><![CDATA[${summaryOf(article, now)}]]></description>
<content:encoded><![CDATA[${htmlOf(article, world)}]]></content:encoded>
<slash:comments>${numberOf(article.slug, 9)}</slash:comments>${article.kind === "episode" ? `\n<enclosure url="${recording.url}" length="${recording.length}" type="audio/mpeg"/>\n<itunes:image href="${coverOf(article, world)}"/>\n<itunes:episode>${article.number}</itunes:episode>\n<itunes:explicit>${article.isExplicit}</itunes:explicit>` : ""}
</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
<title>${escapeHtml(title)}</title>
<link>${home}</link>
<atom:link href="${home}rss.xml" rel="self" type="application/rss+xml"/>
<description>Notes on storage, and other wet places</description>
<language>en-GB</language>
<managingEditor>${person.email} (${escapeHtml(person.name)})</managingEditor>
<lastBuildDate>${mail(blogChangedAt(blog, now))}</lastBuildDate>
${items.join("\n")}
</channel>
</rss>
`;
}

/** JSON Feed 1.1, with pages. */
export function jsonOf(blog: Blog, world: World, page: number): string {
  const { now } = world;
  const { articles, next } = pageOf(blog, now, page);
  const { home, person, title } = blog;
  const items = articles.map((article) => {
    const { url, length } = recordingOf(article, home);
    return {
      id: article.id,
      url: `${home}posts/${article.slug}/`,
      ...(article.title === null ? {} : { title: article.title }),
      summary: summaryOf(article, now),
      content_html: htmlOf(article, world),
      date_published: iso(article.publishedAt),
      ...(isEdited(article, now) ? { date_modified: iso(changedAt(article, now)) } : {}),
      ...(article.guest === null ? {} : { authors: [{ name: article.guest }] }),
      tags: article.tags,
      ...(article.kind === "episode"
        ? {
            image: coverOf(article, world),
            attachments: [{ url, mime_type: "audio/mpeg", size_in_bytes: length }],
          }
        : {}),
    };
  });
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: home,
    feed_url: `${home}feed.json`,
    ...(next === null ? {} : { next_url: `${home}feed.json?page=${next}` }),
    language: "en-GB",
    authors: [{ name: person.name, url: home }],
    items,
  };
  return JSON.stringify(feed, null, 1);
}

/** The front page: it names its feeds, the one of its comments first. */
export function frontPageOf({ home, title }: Blog): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<link rel="alternate" type="application/rss+xml" title="Comments on ${escapeHtml(title)}" href="${home}comments.xml">
<link rel="alternate" type="application/atom+xml" title="${escapeHtml(title)}" href="feed.xml">
<link rel="alternate" type="application/feed+json" title="${escapeHtml(title)}" href="feed.json">
</head>
<body><h1>${escapeHtml(title)}</h1><p><a href="about">About</a></p></body>
</html>
`;
}

/** Any other page: it names none. */
export const PLAIN_PAGE = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>About</title></head>
<body><h1>About</h1><p>I make small tools, and write about them.</p></body>
</html>
`;

/** A feed whose title would be some gigabytes long if anybody expanded it. */
export const ENTITY_BOMB = `<?xml version="1.0"?>
<!DOCTYPE rss [
<!ENTITY a "aaaaaaaaaa">
${"bcdefghij"
  .split("")
  .map((name, at) => `<!ENTITY ${name} "${`&${"abcdefghi".charAt(at)};`.repeat(10)}">`)
  .join("\n")}
<!ENTITY file SYSTEM "file:///etc/passwd">
]>
<rss version="2.0"><channel><title>A bomb</title><link>https://ines.example/</link>
<item><title>&j;&file;</title><guid isPermaLink="false">bomb</guid><pubDate>Thu, 14 May 2026 08:12:09 GMT</pubDate></item>
</channel></rss>
`;
