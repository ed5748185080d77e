/** The accounts of a seeded person, one a platform, by the platform's id. */
export interface SeededAccount {
  readonly platform: string;
  readonly handle: string;
  readonly externalId: string;
  readonly url: string;
}

/** As each platform's `identify` would tell of somebody with that login. */
export function accountsOf(login: string): SeededAccount[] {
  const name = (platform: string, handle: string, externalId: string, url: string) => ({
    platform,
    handle,
    externalId,
    url,
  });
  return [
    name("github", login, `seeded-${login}`, `https://github.com/${login}`),
    name("reddit", login, `t2_${login}`, `https://www.reddit.com/user/${login}`),
    name("twitter", login, `seeded-${login}`, `https://x.com/${login}`),
    name(
      "bluesky",
      `${login}.bsky.social`,
      `did:plc:${login}`,
      `https://bsky.app/profile/${login}.bsky.social`,
    ),
    name(
      "mastodon",
      `@${login}@mastodon.social`,
      `https://mastodon.social/${login}`,
      `https://mastodon.social/@${login}`,
    ),
    name("youtube", login, `UC${login}`, `https://www.youtube.com/@${login}`),
    name("devpad", login, `seeded-${login}`, "https://devpad.tools"),
    name(
      "feed",
      `${login}.example`,
      `https://${login}.example/feed.xml`,
      `https://${login}.example/`,
    ),
  ];
}
