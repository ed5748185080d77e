import { expect, it } from "vitest";
import comments from "./fixtures/comments.json";
import { linksIn } from "./map.ts";
import { listing } from "./schema.ts";

it("what the account says under its own posts stands inside them", () => {
  const [first] = listing.parse(comments.raw.body).data.children.entries;
  if (first?.kind !== "t1") throw new Error("It is a comment.");
  const under = (author: string | null) =>
    linksIn(
      [{ ...first, data: { ...first.data, link_id: "t3_own", link_author: author } }],
      comments.account,
    );
  const link = { child: `comment:${first.data.name}`, parent: "post:t3_own" };
  expect(under(comments.account.handle.toUpperCase())).toEqual([link]);
  expect(under("somebody")).toEqual([]);
  expect(under(null)).toEqual([]);
});
