/** What may be asked of `/2/users/{id}/tweets`, and how X objects to the rest. */
export interface Asked {
  readonly most: number;
  readonly sinceId: string | null;
  readonly untilId: string | null;
  /** Epoch milliseconds. */
  readonly from: number | null;
  readonly until: number | null;
  readonly token: string | null;
  readonly excludes: readonly string[];
  /** By the old names, whichever were used. */
  readonly fields: ReadonlySet<string>;
  readonly expansions: ReadonlySet<string>;
  readonly userFields: ReadonlySet<string>;
  readonly mediaFields: ReadonlySet<string>;
  readonly dialect: "tweet" | "post";
}

export interface Objection {
  readonly parameter: string;
  readonly value: string;
  readonly message: string;
}

const lists: Readonly<Record<string, readonly string[]>> = {
  exclude: ["replies", "retweets"],
  fields:
    "article,attachments,author_id,card_uri,community_id,context_annotations,conversation_id,created_at,display_text_range,edit_controls,edit_history_tweet_ids,entities,geo,id,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,reply_settings,scopes,source,text,withheld".split(
      ",",
    ),
  expansions:
    "attachments.media_keys,attachments.poll_ids,author_id,edit_history_tweet_ids,entities.mentions.username,geo.place_id,in_reply_to_user_id,referenced_tweets.id,referenced_tweets.id.attachments.media_keys,referenced_tweets.id.author_id".split(
      ",",
    ),
  "user.fields":
    "created_at,description,entities,id,location,name,pinned_tweet_id,profile_image_url,protected,public_metrics,url,username,verified,withheld".split(
      ",",
    ),
  "media.fields":
    "alt_text,duration_ms,height,media_key,preview_image_url,public_metrics,type,url,variants,width".split(
      ",",
    ),
  "poll.fields": ["duration_minutes", "end_datetime", "id", "options", "voting_status"],
  "place.fields": ["country", "country_code", "full_name", "geo", "id", "name", "place_type"],
};
const KNOWN = [
  ...Object.keys(lists).filter((name) => name !== "fields"),
  ..."tweet.fields,post.fields,max_results,since_id,until_id,start_time,end_time,pagination_token".split(
    ",",
  ),
];

/** New names to old ones, where they differ. */
const RENAMED: Readonly<Record<string, string>> = {
  edit_history_post_ids: "edit_history_tweet_ids",
  note_post: "note_tweet",
  referenced_posts: "referenced_tweets.id",
};

export function parseAsked(query: URLSearchParams, isStrict: boolean): Asked | Objection {
  const objections: Objection[] = [];
  const object = (parameter: string, value: string, message: string): void => {
    objections.push({ parameter, value, message });
  };
  for (const [name, value] of query)
    if (!KNOWN.includes(name) || (isStrict && name === "tweet.fields"))
      object(name, value, `The query parameter [${name}] is not one of [${KNOWN.join(",")}]`);
  const listed = (parameter: string, allowed = lists[parameter] ?? []): readonly string[] => {
    const values = (query.get(parameter) ?? "").split(",").filter((value) => value !== "");
    return values.map((value) => {
      const name = RENAMED[value] ?? value;
      if (!allowed.includes(name) || (isStrict && /tweet/.test(value)))
        object(
          parameter,
          value,
          `The \`${parameter}\` query parameter value [${value}] is not one of [${allowed.join(",")}]`,
        );
      return name;
    });
  };
  const id = (parameter: string): string | null => {
    const value = query.get(parameter);
    if (value !== null && !/^[0-9]{1,19}$/.test(value))
      object(
        parameter,
        value,
        `The \`${parameter}\` query parameter value [${value}] does not match ^[0-9]{1,19}$`,
      );
    return value;
  };
  const time = (parameter: string): number | null => {
    const value = query.get(parameter);
    if (value === null) return null;
    const parsed = Date.parse(value);
    if (!Number.isFinite(parsed))
      object(
        parameter,
        value,
        `The \`${parameter}\` query parameter value [${value}] is not a valid RFC3339 date-time`,
      );
    return parsed;
  };
  const most = query.get("max_results") ?? "10";
  if (!/^\d+$/.test(most) || Number(most) < 5 || Number(most) > 100)
    object(
      "max_results",
      most,
      `The \`max_results\` query parameter value [${most}] is not between 5 and 100`,
    );
  const asked: Asked = {
    most: Number(most),
    sinceId: id("since_id"),
    untilId: id("until_id"),
    from: time("start_time"),
    until: time("end_time"),
    token: query.get("pagination_token"),
    excludes: listed("exclude"),
    fields: new Set([
      ...listed("tweet.fields", lists["fields"]),
      ...listed("post.fields", lists["fields"]),
    ]),
    expansions: new Set(listed("expansions")),
    userFields: new Set(listed("user.fields")),
    mediaFields: new Set(listed("media.fields")),
    dialect: query.has("post.fields") ? "post" : "tweet",
  };
  return objections[0] ?? asked;
}
