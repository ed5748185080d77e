import { expect, it } from "vitest";
import { toReading } from "./map.ts";
import { authorFeed } from "./schema.ts";

const DID = "did:plc:ines";
const ACCOUNT = { externalId: DID, handle: "ines.dev", displayName: null, url: null, email: null };
const uriOf = (name: string, did = DID): string => `at://${did}/app.bsky.feed.post/${name}`;

function linksOf(name: string, root: string | null, parent: string | null): string[] {
  const createdAt = "2026-01-01T00:00:00Z";
  const reply = root === null ? null : { root: { uri: root }, parent: { uri: parent } };
  const post = {
    uri: uriOf(name),
    author: { did: DID, handle: "ines.dev" },
    record: { text: name, createdAt, ...(reply ? { reply } : {}) },
    indexedAt: createdAt,
  };
  const { feed } = authorFeed.parse({ feed: [{ post }] });
  return toReading(feed.entries, ACCOUNT).links.map(
    ({ child, parent: into }) => `${child} in ${into}`,
  );
}

it("a thread stands inside its first post, whatever of it each one answers", () => {
  expect(linksOf("c", uriOf("a"), uriOf("b"))).toEqual([
    `post:${uriOf("c")} in post:${uriOf("a")}`,
  ]);
});

it("answers to others stand on their own, and a first post, too", () => {
  const other = uriOf("x", "did:plc:noor");
  expect(linksOf("c", other, other)).toEqual([]);
  expect(linksOf("c", other, uriOf("b"))).toEqual([]);
  expect(linksOf("a", null, null)).toEqual([]);
});
