import { describe, expect, it } from "vitest";
import { visit } from "../../../testing/youtube-visitor.ts";
import type { Visit } from "../../../testing/youtube-visitor.ts";

/** What the stand-in says on the wire, field by field. */

interface Body {
  readonly etag?: string;
  readonly nextPageToken?: string;
  readonly pageInfo: { readonly totalResults: number; readonly resultsPerPage: number };
  readonly items?: readonly Resource[];
  readonly error?: { readonly code: number; readonly errors: readonly { reason: string }[] };
}

interface Resource {
  readonly kind: string;
  readonly id: string;
  readonly snippet?: Readonly<Record<string, unknown>>;
  readonly contentDetails: { readonly relatedPlaylists: { uploads: string }; videoId: string };
  readonly statistics?: { readonly viewCount: string };
}

async function reader(visitor: Visit = visit(), login = "ineshal") {
  const { accessToken } = await visitor.trade({ sandbox_login: login });
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await visitor.call(`/www.googleapis.com/youtube/v3/${path}`, {
      headers: { authorization: `Bearer ${accessToken}`, ...headers },
    });
    const text = await answer.text();
    const body: Body =
      text === "" ? { pageInfo: { totalResults: 0, resultsPerPage: 0 } } : JSON.parse(text);
    return { status: answer.status, etag: answer.headers.get("etag") ?? "", body };
  };
  const mine = await ask("channels?part=id,snippet,contentDetails&mine=true");
  const uploads = mine.body.items?.[0]?.contentDetails.relatedPlaylists.uploads ?? "";
  return {
    visitor,
    ask,
    mine,
    list: `playlistItems?part=snippet,contentDetails&playlistId=${uploads}`,
  };
}

const reasonOf = ({ error }: Body): string | undefined => error?.errors[0]?.reason;

describe("the list of uploads", () => {
  it("comes in pages, newest first, five unless more are asked for", async () => {
    const { ask, list } = await reader();
    const first = await ask(list);
    expect(first.body.items).toHaveLength(5);
    expect(first.body).toMatchObject({ kind: "youtube#playlistItemListResponse" });
    const ids = new Set<string>();
    let token = "";
    for (let pages = 0; pages < 9; pages += 1) {
      const { body } = await ask(`${list}&maxResults=50${token}`);
      for (const item of body.items ?? []) ids.add(item.contentDetails.videoId);
      token = `&pageToken=${body.nextPageToken ?? ""}`;
      if (body.nextPageToken === undefined) break;
    }
    expect(ids.size).toBe(first.body.pageInfo.totalResults);
    expect(ids.size).toBeGreaterThan(170);
  });

  it("ends with a page that is full, when it does", async () => {
    const visitor = visit();
    await visitor.person("onefilm", 1);
    const { ask, list } = await reader(visitor, "onefilm");
    const { body } = await ask(`${list}&maxResults=1`);
    expect(body.items).toHaveLength(1);
    expect(body.nextPageToken).toBeUndefined();
  });

  it("is not sent again to those who have it", async () => {
    const { ask, list } = await reader();
    const { etag, body } = await ask(list);
    expect(etag).toBe(`"${body.etag}"`);
    expect((await ask(list, { "if-none-match": etag })).status).toBe(304);
    expect((await ask(`${list}&maxResults=6`, { "if-none-match": etag })).status).toBe(200);
  });

  it("only has the parts that are asked for", async () => {
    const { ask, list } = await reader();
    const { body } = await ask(list.replace("snippet,", ""));
    expect(Object.keys(body.items?.[0] ?? {})).toEqual(["kind", "etag", "id", "contentDetails"]);
  });

  it("does not exist for a channel that never had a video", async () => {
    const visitor = visit();
    await visitor.person("newcomer", 0);
    const { ask, list } = await reader(visitor, "newcomer");
    const { status, body } = await ask(list);
    expect([status, reasonOf(body)]).toEqual([404, "playlistNotFound"]);
  });
});

it.each([
  ["a strange page token", "&pageToken=nonsense", 400, "invalidPageToken"],
  ["too many at once", "&maxResults=51", 400, "invalidParameter"],
])("%s is refused", async (_name, more, status, reason) => {
  const { ask, list } = await reader();
  const answer = await ask(`${list}${more}`);
  expect([answer.status, reasonOf(answer.body)]).toEqual([status, reason]);
});

describe("videos", () => {
  it("are those that exist, with counts as texts that grow", async () => {
    const { visitor, ask, list } = await reader();
    const { body } = await ask(list);
    const ids = body.items?.map(({ contentDetails }) => contentDetails.videoId) ?? [];
    const read = async () => {
      const answer = await ask(`videos?part=statistics,status&id=${[...ids, "nobody"].join(",")}`);
      expect(answer.body.items).toHaveLength(5);
      return (
        answer.body.items?.reduce((sum, one) => sum + Number(one.statistics?.viewCount), 0) ?? 0
      );
    };
    const before = await read();
    visitor.clock.now += 50 * 60_000;
    expect(await read()).toBeGreaterThanOrEqual(before);
  });

  it("are asked for by name, fifty at most", async () => {
    const { ask } = await reader();
    expect(reasonOf((await ask("videos?part=id")).body)).toBe("missingRequiredParameter");
    const many = Array.from({ length: 51 }, (_, at) => `v${at}`).join(",");
    expect((await ask(`videos?part=id&id=${many}`)).status).toBe(400);
  });
});

describe("who may ask", () => {
  it("is who has a token that is good", async () => {
    const { visitor } = await reader();
    const path = "/www.googleapis.com/youtube/v3/channels?part=id&mine=true";
    const bad = await visitor.call(path, { headers: { authorization: "Bearer nothing" } });
    expect(bad.status).toBe(401);
    expect(reasonOf(await bad.json())).toBe("authError");
    expect((await visitor.call(path)).status).toBe(403);
  });

  it("is the owner of so many units a day, and a 304 costs one too", async () => {
    const { visitor, ask, list } = await reader();
    await visitor.fault("limit", { limit: 3 });
    const { etag } = await ask(list);
    expect((await ask(list, { "if-none-match": etag })).status).toBe(304);
    const { status, body } = await ask(list);
    expect([status, reasonOf(body)]).toEqual([403, "quotaExceeded"]);
  });
});
