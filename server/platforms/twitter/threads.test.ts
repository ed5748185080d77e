import { expect, it } from "vitest";
import { linksIn } from "./map.ts";
import { timelinePage } from "./schema.ts";

const ACCOUNT = { externalId: "1", handle: "ines", displayName: null, url: null, email: null };

const post = (id: string, answers: string | null = null, author = "1") => ({
  id,
  text: id,
  author_id: author,
  ...(answers === null ? {} : { referenced_tweets: [{ type: "replied_to", id: answers }] }),
});

const linksOf = (data: unknown[], tweets: unknown[] = []) =>
  linksIn(timelinePage.parse({ data, includes: { tweets } }), ACCOUNT).map(
    ({ child, parent }) => `${child} in ${parent}`,
  );

it("a thread stands inside its first post, where the page tells which that is", () => {
  expect(linksOf([post("14", "13"), post("13", "12")], [post("12")])).toEqual([
    "post:14 in post:12",
    "post:13 in post:12",
  ]);
  expect(linksOf([post("14", "13"), post("13", "12")])).toEqual([]);
});

it("what goes on with an answer to others stands on its own", () => {
  expect(linksOf([post("14", "13"), post("13", "12")], [post("12", null, "2")])).toEqual([]);
  expect(linksOf([post("14", "14")])).toEqual([]);
});
