import type { Community, PostIdea } from "./community.ts";

/** What somebody wrote, and all that becomes of it: nothing of it depends on when one looks. */
interface Written {
  /** The fullname: `t3_1abc2de`. */
  readonly name: string;
  /** Epoch milliseconds, on a whole second. */
  readonly createdAt: number;
  readonly author: string;
  readonly community: Community;
  readonly text: string;
  readonly edit: { readonly at: number; readonly text: string } | null;
  /** By its author. */
  readonly deletedAt: number | null;
  /** By a moderator, who may change their mind. */
  readonly removed: { readonly at: number; readonly approvedAt: number | null } | null;
  /** The points it ends up with. */
  readonly points: number;
}

export interface CommentThing extends Written {
  readonly type: "comment";
  readonly thread: { readonly name: string; readonly title: string; readonly author: string };
}

export interface PostThing extends Written {
  readonly type: "post";
  readonly shape: PostIdea["shape"];
  readonly title: string;
  readonly link: string | null;
  readonly captions: readonly string[];
  readonly isSpoiler: boolean;
  /** The comments it ends up with. */
  readonly comments: number;
  /** Whose post it passes on. */
  readonly original: PostThing | null;
}

export type Thing = CommentThing | PostThing;

/** An entry is still listed for so long after its end, as a husk without author and text. */
const HUSK_MS = 6 * 3_600_000;

/** What a listing shows of it at a time; null where it is not in it. */
export interface Sight<T extends Thing = Thing> {
  readonly thing: T;
  readonly state: "there" | "deleted" | "removed";
  readonly text: string;
  readonly editedAt: number | null;
  readonly points: number;
  readonly comments: number;
}

export function look<T extends Thing>(thing: T, now: number): Sight<T> | null {
  const { createdAt, deletedAt, edit } = thing;
  if (createdAt > now || (deletedAt !== null && deletedAt + HUSK_MS <= now)) return null;
  const isEdited = edit !== null && edit.at <= now;
  return {
    thing,
    state: stateOf(thing, now),
    text: isEdited ? edit.text : thing.text,
    editedAt: isEdited ? edit.at : null,
    points: grown(thing.points, now - createdAt),
    comments: thing.type === "post" ? grown(thing.comments, now - createdAt) : 0,
  };
}

export function stateOf({ deletedAt, removed }: Thing, now: number): Sight["state"] {
  if (deletedAt !== null && deletedAt <= now) return "deleted";
  const isRemoved = removed !== null && removed.at <= now;
  return isRemoved && (removed.approvedAt === null || removed.approvedAt > now)
    ? "removed"
    : "there";
}

/** Most of it comes within a day. */
function grown(final: number, age: number): number {
  return Math.round(final * (1 - Math.exp(-age / (9 * 3_600_000))));
}
