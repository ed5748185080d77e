import { expect, it } from "vitest";
import { openRedditAccount } from "../../../testing/reddit-account.ts";

const PICTURES = "http://localhost:8787/sandbox/pictures/";

it("shows pictures that the sandbox serves", async () => {
  const { call, tokens } = await openRedditAccount();
  const answer = await call("/oauth.reddit.com/user/tovelind/submitted?limit=100&raw_json=1", {
    headers: {
      "user-agent": "web:tools.devpad.media:v0.1.0 (by /u/devpad)",
      authorization: `Bearer ${tokens.accessToken}`,
    },
  });
  const { data } = await answer.json<{ data: { children: { data: Post }[] } }>();
  const posts = data.children.map((child) => child.data);
  const pictures = [
    ...posts.flatMap(({ thumbnail }) => (thumbnail === "self" ? [] : [thumbnail])),
    ...posts.flatMap(({ url_overridden_by_dest: url, post_hint }) =>
      post_hint === "image" ? [url] : [],
    ),
    ...posts.flatMap(({ preview }) => preview?.images ?? []).flatMap(sizesOf),
    ...posts
      .flatMap(({ media_metadata = {} }) => Object.values(media_metadata))
      .flatMap(({ s, p }) => [s.u, ...p.map(({ u }) => u)]),
  ];
  expect(posts.some((post) => post.media_metadata)).toBe(true);
  expect(posts.some((post) => post.post_hint === "image")).toBe(true);
  expect(pictures.filter((url) => !url.startsWith(PICTURES))).toEqual([]);
});

interface Image {
  readonly source: { readonly url: string };
  readonly resolutions: readonly { readonly url: string }[];
}

interface Post {
  readonly url_overridden_by_dest: string;
  readonly post_hint?: string;
  readonly thumbnail: string;
  readonly preview?: { readonly images: readonly Image[] };
  readonly media_metadata?: Readonly<
    Record<string, { s: { u: string }; p: readonly { u: string }[] }>
  >;
}

function sizesOf({ source, resolutions }: Image): string[] {
  return [source, ...resolutions].map(({ url }) => url);
}
