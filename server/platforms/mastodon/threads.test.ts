import { expect, it } from "vitest";
import { toReading } from "./map.ts";
import { statuses } from "./schema.ts";

const ACCOUNT = {
  externalId: "fosspond.example/1",
  handle: "ines@fosspond.example",
  displayName: null,
  url: null,
  email: null,
};

const own = { id: "1", username: "ines", acct: "ines" };
const status = (id: string, answers: string | null = null, to: string | null = "1") => ({
  id,
  created_at: "2026-01-01T00:00:00Z",
  visibility: "public",
  account: own,
  content: `<p>${id}</p>`,
  in_reply_to_id: answers,
  in_reply_to_account_id: answers === null ? null : to,
});

const linksOf = (...list: unknown[]) =>
  toReading(statuses.parse(list).entries, ACCOUNT).links.map(
    ({ child, parent }) => `${child} in ${parent}`,
  );

it("a thread stands inside its first post, however long it is", () => {
  expect(linksOf(status("14", "13"), status("13", "12"), status("12"), status("11"))).toEqual([
    "post:14 in post:12",
    "post:13 in post:12",
  ]);
});

it("nothing is said of a thread whose first post the page does not have", () => {
  expect(linksOf(status("14", "13"), status("13", "12"))).toEqual([]);
});

it("what goes on with an answer to others, or with itself, stands on its own", () => {
  expect(linksOf(status("14", "13"), status("13", "5", "2"), status("5"))).toEqual([]);
  expect(linksOf(status("14", "13"), status("13", "14"))).toEqual([]);
});
