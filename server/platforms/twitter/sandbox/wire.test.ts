import { describe, expect, it } from "vitest";
import * as z from "zod";
import { visitX } from "../../../testing/x-visitor.ts";

const answerShape = z.object({
  data: z.array(z.looseObject({ id: z.string(), text: z.string() })).optional(),
  includes: z.record(z.string(), z.array(z.looseObject({}))).optional(),
  errors: z.array(z.looseObject({ type: z.string() })).optional(),
  meta: z.looseObject({ result_count: z.number(), next_token: z.string().optional() }),
});

async function visit(items = 60) {
  const visitor = visitX();
  await visitor.makePerson("tove", items);
  const { access_token: token = "" } = await visitor.signIn("tove");
  const me: { data: { id: string } } = await (await visitor.api("/users/me", token)).json();
  const { id } = me.data;
  const ask = (query: string): Promise<Response> =>
    visitor.api(`/users/${id}/tweets?${query}`, token);
  const list = async (query: string) => answerShape.parse(await (await ask(query)).json());
  return { visitor, token, id, ask, list };
}

const FIELDS =
  "tweet.fields=created_at,public_metrics,referenced_tweets,entities,note_tweet,author_id,in_reply_to_user_id";
const WITH =
  "expansions=author_id,referenced_tweets.id,attachments.media_keys&user.fields=protected";

describe("a page of posts", () => {
  it("has ten posts and little of each, unless more is asked for", async () => {
    const { list } = await visit();
    const plain = await list("");
    expect(plain.data?.length).toBe(10);
    expect(Object.keys(plain.data?.[0] ?? {})).toEqual(["id", "text", "edit_history_tweet_ids"]);
    expect(plain.includes).toBeUndefined();
    const full = await list(`max_results=50&${FIELDS}&${WITH}`);
    expect(full.data?.[0]).toMatchObject({
      created_at: expect.stringMatching(/T\d\d:\d\d:\d\d\.000Z$/),
      public_metrics: { retweet_count: expect.any(Number) },
    });
    expect(Object.keys(full.includes ?? {}).sort()).toEqual(["media", "tweets", "users"]);
  });

  it("speaks by the new names when asked by them, or switched over", async () => {
    const { list, visitor } = await visit();
    const asked = await list("post.fields=public_metrics&expansions=author_id,referenced_posts");
    expect(Object.keys(asked.includes ?? {}).sort()).toEqual(["posts", "users"]);
    expect(asked.data?.[0]).toMatchObject({ public_metrics: { repost_count: expect.any(Number) } });
    await visitor.fault("post_names");
    const switched = await list(FIELDS);
    expect(switched.data?.[0]).toHaveProperty("edit_history_post_ids");
    expect(JSON.stringify(switched.data)).not.toMatch(/tweet_ids|referenced_tweets|retweet_count/);
  });

  it("leads to the next, and keeps to both ends", async () => {
    const { list } = await visit();
    const first = await list("max_results=20");
    const second = await list(`max_results=20&pagination_token=${first.meta.next_token}`);
    const ids = [...(first.data ?? []), ...(second.data ?? [])].map(({ id }) => BigInt(id));
    expect(ids.length).toBe(40);
    expect(ids.every((id, at) => at === 0 || id < (ids[at - 1] ?? 0n))).toBe(true);
    const [a, b] = [ids[10], ids[15]];
    const between = await list(`max_results=20&since_id=${b}&until_id=${a}`);
    expect(between.data?.map(({ id }) => BigInt(id))).toEqual(ids.slice(11, 15));
    const none = await list(`since_id=${ids[0]}`);
    expect(none).toEqual({ meta: { result_count: 0 } });
  });

  it("leaves out what is excluded, and what lies outside of two times", async () => {
    const { list } = await visit(300);
    const fields = `max_results=100&${FIELDS}`;
    const types = async (query: string) => {
      const { data = [] } = await list(`${fields}&${query}`);
      return JSON.stringify(data.map((post) => post["referenced_tweets"] ?? []));
    };
    expect(await types("")).toMatch(/replied_to.*retweeted|retweeted.*replied_to/);
    expect(await types("exclude=replies,retweets")).not.toMatch(/replied_to|retweeted/);
    const year = await list(
      `${fields}&start_time=2024-01-01T00:00:00Z&end_time=2025-01-01T00:00:00Z`,
    );
    expect(year.data?.every((post) => String(post["created_at"]).startsWith("2024"))).toBe(true);
  });

  it("shows no more than the newest 3,200", async () => {
    const { visitor } = await visit(3300);
    expect((await visitor.inventory("tove")).length).toBeGreaterThan(3100);
    expect((await visitor.inventory("tove")).length).toBeLessThanOrEqual(3200);
  });

  it("tells of what is missing beside what is there", async () => {
    const { list, visitor } = await visit();
    await visitor.fault("partial_errors");
    const { errors = [], includes, data } = await list(`max_results=50&${FIELDS}&${WITH}`);
    expect(data?.length).toBe(50);
    expect(includes).not.toHaveProperty("tweets");
    const missing = errors.find(({ type }) => type.endsWith("/resource-not-found"));
    expect(missing).toMatchObject({ parameter: "referenced_tweets.id", resource_type: "tweet" });
  });
});

describe("refusals", () => {
  it.each([
    ["max_results=4", "max_results"],
    ["max_results=101", "max_results"],
    ["max_results=many", "max_results"],
    ["since_id=abc", "since_id"],
    ["until_id=-1", "until_id"],
    ["start_time=yesterday", "start_time"],
    ["pagination_token=abc", "pagination_token"],
    ["tweet.fields=colour", "tweet.fields"],
    ["expansions=everything", "expansions"],
    ["exclude=people", "exclude"],
    ["limit=5", "limit"],
  ])("%s", async (query, parameter) => {
    const { ask } = await visit(5);
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(await answer.json()).toMatchObject({
      title: "Invalid Request",
      type: "https://api.twitter.com/2/problems/invalid-request",
      errors: [{ parameters: { [parameter]: expect.any(Array) } }],
    });
  });

  it.each([
    ["payment_required", {}, 402, { title: "CreditsDepleted" }],
    ["usage_capped", {}, 429, { period: "Monthly", scope: "Product" }],
    ["usage_capped", { message: "Daily Account" }, 429, { period: "Daily", scope: "Account" }],
    ["client_forbidden", {}, 403, { title: "Client Forbidden" }],
    ["too_many", {}, 429, { title: "Too Many Requests", type: "about:blank" }],
    ["revoked", {}, 401, { title: "Unauthorized", detail: "Unauthorized" }],
    ["scope", {}, 403, { title: "Forbidden" }],
  ])("%s %o", async (name, more, status, body) => {
    const { visitor, ask } = await visit(5);
    await visitor.fault(name, more);
    const answer = await ask("");
    expect(answer.status).toBe(status);
    expect(answer.headers.has("x-rate-limit-remaining")).toBe(true);
    expect(await answer.json()).toMatchObject(body);
  });

  it("of a token that may not read posts, of strangers, and of accounts that are not there", async () => {
    const { visitor, id, ask } = await visit(5);
    const narrow = await visitor.signIn("tove", "users.read");
    expect((await visitor.api(`/users/${id}/tweets`, narrow["access_token"] ?? "")).status).toBe(
      403,
    );
    expect((await visitor.api(`/users/${id}/tweets`, "nobody")).status).toBe(401);
    const { access_token: token = "" } = await visitor.signIn("tove");
    const unknown = await visitor.api("/users/12/tweets", token);
    expect(await unknown.json()).toMatchObject({
      errors: [{ resource_type: "user", resource_id: "12" }],
    });
    await visitor.fault("suspended");
    expect(await (await ask("")).json()).toMatchObject({
      errors: [{ detail: expect.stringContaining("suspended") }],
    });
  });
});

it("limits count for each endpoint, in windows of a quarter of an hour", async () => {
  const { visitor, ask, token } = await visit(5);
  const left = (answer: Response) => answer.headers.get("x-rate-limit-remaining");
  expect([left(await ask("")), left(await ask(""))]).toEqual(["899", "898"]);
  expect(left(await visitor.api("/users/me", token))).toBe("73");
  visitor.machine.time += 15 * 60_000;
  expect(left(await ask(""))).toBe("899");
});
