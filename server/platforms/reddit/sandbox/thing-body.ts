import type { SandboxWorld } from "../../../sandbox/platform-sandbox.ts";
import { hexOf, numberOf } from "../../../sandbox/random.ts";
import { accountId } from "./account-body.ts";
import { isPrivateAt } from "./community.ts";
import type { Community } from "./community.ts";
import { toPictures } from "./picture-body.ts";
import type { CommentThing, PostThing, Sight } from "./thing.ts";

type Body = Record<string, unknown>;
type World = Pick<SandboxWorld, "now" | "publicOrigin">;

/** An entry of a listing: `t3` for a post, `t1` for a comment. */
export function toEntry(sight: Sight, world: World): { kind: "t1" | "t3"; data: Body } {
  const { thing } = sight;
  return thing.type === "post"
    ? { kind: "t3", data: toPostBody({ ...sight, thing }, world) }
    : { kind: "t1", data: toCommentBody({ ...sight, thing }, world.now) };
}

function toPostBody(sight: Sight<PostThing>, world: World): Body {
  const { now, publicOrigin } = world;
  const { thing } = sight;
  const { community, original } = thing;
  const id = thing.name.slice(3);
  const permalink = `${placePath(community)}/comments/${id}/${slugOf(thing.title)}/`;
  const own = `https://www.reddit.com${permalink}`;
  const looks = toPictures(original ?? thing, own, publicOrigin);
  return {
    ...whatAllShare(sight, now),
    title: sight.state === "deleted" ? "[deleted by user]" : thing.title,
    selftext: textOf(sight),
    selftext_html: textOf(sight) === "" ? null : toHtml(textOf(sight)),
    permalink,
    is_self: original === null && thing.shape === "text",
    is_video: original === null && thing.shape === "film",
    is_original_content: false,
    is_meta: false,
    is_reddit_media_domain: thing.shape === "image" || thing.shape === "film",
    is_robot_indexable: sight.state === "there",
    is_crosspostable: sight.state === "there",
    spoiler: thing.isSpoiler,
    over_18: community.isSensitive,
    num_comments: sight.comments,
    num_crossposts: 0,
    upvote_ratio: sight.points > 1 ? 0.94 : 0.5,
    pinned: false,
    contest_mode: false,
    hidden: false,
    hide_score: false,
    link_flair_text: null,
    media_only: false,
    subreddit_subscribers: community.members,
    suggested_sort: null,
    view_count: null,
    visited: false,
    allow_live_comments: false,
    content_categories: null,
    discussion_type: null,
    removed_by: null,
    removed_by_category: { there: null, deleted: "deleted", removed: "moderator" }[sight.state],
    ...looks,
    ...(original === null
      ? {}
      : {
          url: `https://www.reddit.com${placePath(original.community)}/comments/${original.name.slice(3)}/${slugOf(original.title)}/`,
          domain: "reddit.com",
          crosspost_parent: original.name,
          crosspost_parent_list: [toPostBody(sightOfOriginal(original, now), world)],
        }),
  };
}

function sightOfOriginal(thing: PostThing, now: number): Sight<PostThing> {
  const { text, points, comments } = thing;
  const isThere = now >= thing.createdAt;
  return { thing, state: "there", text, editedAt: null, points: isThere ? points : 1, comments };
}

function toCommentBody(sight: Sight<CommentThing>, now: number): Body {
  const { thing } = sight;
  const { community, thread } = thing;
  const threadPath = `${placePath(community)}/comments/${thread.name.slice(3)}/${slugOf(thread.title)}/`;
  return {
    ...whatAllShare(sight, now),
    body: textOf(sight),
    body_html: toHtml(textOf(sight)),
    permalink: `${threadPath}${thing.name.slice(3)}/`,
    parent_id:
      numberOf(`parent of ${thing.name}`, 3) > 0 ? thread.name : `t1_${thing.name.slice(3, 8)}a1`,
    link_id: thread.name,
    link_title: thread.title,
    link_author: thread.author,
    link_permalink: `https://www.reddit.com${threadPath}`,
    link_url: `https://www.reddit.com${threadPath}`,
    num_comments: 3 + numberOf(thread.name, 180),
    is_submitter: thread.author === thing.author,
    over_18: community.isSensitive,
    // The points of a young comment are not told.
    score_hidden: now - thing.createdAt < 3_600_000,
    controversiality: sight.points < 0 ? 1 : 0,
    collapsed: false,
    collapsed_reason: null,
    collapsed_reason_code: sight.state === "there" ? null : "DELETED",
    comment_type: null,
    replies: "",
    depth: null,
    rte_mode: "markdown",
  };
}

function whatAllShare(sight: Sight, now: number): Body {
  const { thing, state } = sight;
  const { community } = thing;
  const created = thing.createdAt / 1000;
  const author = state === "deleted" ? "[deleted]" : thing.author;
  return {
    id: thing.name.slice(3),
    name: thing.name,
    author,
    ...(state === "deleted" ? {} : { author_fullname: `t2_${accountId(thing.author)}` }),
    author_flair_text: null,
    author_is_blocked: false,
    author_premium: false,
    created,
    created_utc: created,
    edited: sight.editedAt === null ? false : sight.editedAt / 1000,
    score: sight.points,
    ups: sight.points,
    downs: 0,
    likes: true,
    saved: false,
    gilded: 0,
    all_awardings: [],
    total_awards_received: 0,
    subreddit: community.name,
    subreddit_id: `t5_${hexOf(community.name, 5)}`,
    subreddit_name_prefixed: prefixed(community),
    subreddit_type: isPrivateAt(community, now) ? "private" : community.type,
    quarantine: false,
    stickied: false,
    locked: false,
    archived: now - thing.createdAt > 180 * 24 * 3_600_000,
    can_gild: false,
    can_mod_post: false,
    send_replies: true,
    no_follow: false,
    distinguished: null,
    approved_by: null,
    approved_at_utc: null,
    banned_by: null,
    banned_at_utc: null,
    mod_note: null,
    mod_reports: [],
    user_reports: [],
    num_reports: null,
    removal_reason: null,
    report_reasons: null,
    top_awarded_type: null,
    treatment_tags: [],
  };
}

function textOf({ state, text }: Sight): string {
  return state === "there" ? text : `[${state}]`;
}

function prefixed({ name, type }: Community): string {
  return type === "user" ? `u/${name.slice(2)}` : `r/${name}`;
}

function placePath(community: Community): string {
  return community.type === "user" ? `/user/${community.name.slice(2)}` : `/r/${community.name}`;
}

function slugOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, "_").replaceAll(/^_|_$/g, "").slice(0, 50);
}

function toHtml(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const paragraphs = safe.split("\n\n").map((part) => `<p>${part}</p>`);
  return `<div class="md">${paragraphs.join("\n\n")}\n</div>`;
}
