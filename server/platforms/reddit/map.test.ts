/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import type { PlatformAccount, RawPage } from "../page.ts";
import comments from "./fixtures/comments.json";
import privateOnes from "./fixtures/private.json";
import submitted from "./fixtures/submitted.json";
import takenDown from "./fixtures/taken-down.json";
import { mapAnswer, toReading } from "./map.ts";
import { listing } from "./schema.ts";

interface Pair {
  account: PlatformAccount;
  raw: Omit<RawPage, "body"> & { body: unknown };
  items: unknown;
}

const pairs = import.meta.glob<Pair>("./fixtures/*.json", { import: "default", eager: true });

function map(body: unknown, pair: Pair = submitted) {
  return mapAnswer({ ...pair.raw, body: JSON.stringify(body) }, pair.account);
}

describe("an answer becomes its items", () => {
  it.each(Object.entries(pairs))("%s", (_name, pair) => {
    expect(JSON.parse(JSON.stringify(map(pair.raw.body, pair)))).toEqual(pair.items);
  });
});

it.each(["reddit.com", "C_Programming", "a-b"])("the place r/%s has its name", (subreddit) => {
  const children = comments.raw.body.data.children.map((child) => ({
    ...child,
    data: { ...child.data, subreddit, subreddit_name_prefixed: `r/${subreddit}` },
  }));
  const [item] = map({ ...comments.raw.body, data: { children } }, comments);
  expect(item?.place).toEqual({
    name: `r/${subreddit}`,
    url: `https://www.reddit.com/r/${subreddit}`,
  });
});

describe("what was taken down", () => {
  const entries = listing.parse(takenDown.raw.body).data.children.entries;

  it("is gone, by author, moderator, filter or Reddit, and its placeholder is no text", () => {
    const { items, gone } = toReading(entries, takenDown.account, false);
    expect(items.map((item) => item.externalId)).toEqual(["comment:t1_p0bc204"]);
    expect(gone).toEqual([
      "post:t3_1p0ad40",
      "post:t3_1p0ad41",
      "post:t3_1p0ad42",
      "comment:t1_p0bc201",
      "comment:t1_p0bc202",
      "comment:t1_p0bc203",
    ]);
  });
});

describe("a private subreddit", () => {
  const entries = listing.parse(privateOnes.raw.body).data.children.entries;

  it("is told as private where that was asked for, and else gone", () => {
    const asked = toReading(entries, privateOnes.account, true);
    expect(asked.items.map((item) => item.isPrivate)).toEqual([true, true, false]);
    expect(asked.gone).toEqual([]);
    const notAsked = toReading(entries, privateOnes.account, false);
    expect(notAsked.items.map((item) => item.isPrivate)).toEqual([false]);
    expect(notAsked.gone).toEqual(["comment:t1_p0bd301", "post:t3_1p0ae50"]);
  });
});

describe("a comment", () => {
  it("names its thread, and is read by its own words", () => {
    const [first] = map(comments.raw.body);
    expect(first).toMatchObject({
      title: "What's everyone working on this week?",
      body: "fsync the directory as well, or the rename is a *wish*.\n\nEdit: typo.",
      editedAt: 1_794_999_700_000,
      place: { name: "r/rust" },
    });
  });
});

describe("a page", () => {
  it("keeps what can be read, and is refused where nothing can", () => {
    const [good] = comments.raw.body.data.children;
    const of = (children: unknown[]) => ({ kind: "Listing", data: { after: null, children } });
    expect(map(of([{ kind: "t1", data: { name: 7 } }, good, "x"]))).toHaveLength(1);
    expect(map(of([]))).toEqual([]);
    expect(map(of([{ kind: "t5", data: {} }]))).toEqual([]);
    for (const body of [of([{ kind: "t1", data: { name: 7 } }]), of([null, 7]), {}, [], 7, null]) {
      expect(() => map(body)).toThrow(PlatformError);
    }
    const cut = { ...submitted.raw, body: '{"kind":"Listing","data":{"chil' };
    expect(() => mapAnswer(cut, submitted.account)).toThrow(PlatformError);
  });
});
