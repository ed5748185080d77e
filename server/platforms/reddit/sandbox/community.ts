/** A subreddit, with what is said there: texts hold `{project}`, `{what}`, `{version}` and `{n}`. */
export interface Community {
  /** `rust`; `u_ineshal` for somebody's own page. */
  readonly name: string;
  readonly title: string;
  readonly type: "public" | "restricted" | "private" | "user";
  /** Whether all of it is marked as not safe for work. */
  readonly isSensitive: boolean;
  readonly members: number;
  /** Nobody of this life wrote there before. */
  readonly since: number;
  /** From then on it is private, whatever it was before. */
  readonly closedAt: number | null;
  /** How much is said and posted there, beside the others. */
  readonly share: { readonly comments: number; readonly posts: number };
  /** Titles of what others posted. */
  readonly threads: readonly string[];
  /** What is said about them. */
  readonly remarks: readonly string[];
  readonly ideas: readonly PostIdea[];
  /** Projects in this language are meant by `{project}`; null for any. */
  readonly language: string | null;
}

export interface PostIdea {
  readonly shape: "text" | "link" | "image" | "gallery" | "film";
  readonly title: string;
  readonly text?: string;
  /** Where a link leads; `{repo}` is the project's address. */
  readonly link?: string;
  /** What is under the pictures of a gallery. */
  readonly captions?: readonly string[];
  readonly isSpoiler?: boolean;
}

const BEGINNING = Date.UTC(2021, 9, 4);

export function toCommunity(
  name: string,
  given: Partial<Community> & Pick<Community, "title" | "members" | "share">,
): Community {
  return {
    name,
    type: "public",
    isSensitive: false,
    since: BEGINNING,
    closedAt: null,
    threads: [],
    remarks: [],
    ideas: [],
    language: null,
    ...given,
  };
}

export function isPrivateAt({ type, closedAt }: Community, time: number): boolean {
  return type === "private" || (closedAt !== null && closedAt <= time);
}
