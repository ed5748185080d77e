import type { Account } from "./account.ts";

/** Something somebody posted, as the sandbox knows it; `post-body.ts` is how X tells it. */
export interface SandboxPost {
  readonly author: Account;
  /** Epoch milliseconds, whole seconds. */
  readonly at: number;
  /** The first, and one for each edit, oldest first. Each has an id of its own. */
  readonly versions: readonly Version[];
  readonly refers: Reference | null;
  /** Whom the text names; of a reply, first the one who is answered. */
  readonly mentions: readonly Account[];
  readonly link: Link | null;
  readonly picture: Picture | null;
  readonly isSensitive: boolean;
  /** As X guesses it: `en`, `no`, `zxx` for a picture alone. */
  readonly language: string;
  /** From then on it is not there; null for what stays. */
  readonly deletedAt: number | null;
  readonly likes: number;
}

export interface Version {
  readonly id: string;
  readonly at: number;
  /** As its author wrote it, without names before it and links after it. */
  readonly text: string;
}

export interface Reference {
  readonly type: "retweeted" | "quoted" | "replied_to";
  readonly post: SandboxPost;
}

export interface Link {
  readonly short: string;
  readonly url: string;
}

export interface Picture {
  readonly key: string;
  readonly type: "photo" | "video";
  /** The address of a video; what a photo shows, and a video before it runs, the sandbox draws. */
  readonly film: string | null;
  readonly alt: string | null;
  readonly short: string;
}

/** X's ids: milliseconds since its own epoch, and 22 bits that tell apart what happened in one. */
const EPOCH = 1_288_834_974_657;

/** `number` counts what one account did in that second; a thousand fit into a millisecond. */
export function toPostId(at: number, author: Account, number: number): string {
  const offset = Number(BigInt(author.id) % 600n);
  const milliseconds = BigInt(at - EPOCH + offset) << 22n;
  return String(milliseconds + BigInt(number) * 4096n + (BigInt(author.id) % 4096n));
}

/** The version that stands by `now`; null before the post, and after its deletion. */
export function versionOf({ versions, deletedAt }: SandboxPost, now: number): Version | null {
  if (deletedAt !== null && deletedAt <= now) return null;
  return versions.findLast(({ at }) => at <= now) ?? null;
}

export function firstId({ versions }: SandboxPost): string {
  return versions[0]?.id ?? "";
}
