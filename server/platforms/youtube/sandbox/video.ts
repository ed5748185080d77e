import type { Form } from "./words.ts";

/** All that ever happens to a video. What is shown of it at a time is in `sight.ts`. */
export interface Video {
  readonly id: string;
  readonly form: Form;
  /** When it was uploaded, or planned: its place in the list. */
  readonly addedAt: number;
  /** From when on which privacy holds, oldest first; never empty. */
  readonly privacy: readonly { readonly at: number; readonly is: Privacy }[];
  readonly deletedAt: number | null;
  /** For a day after its end, its place in the list stays. */
  readonly leavesPlaceholder: boolean;
  /** When a broadcast begins and ends. */
  readonly live: { readonly from: number; readonly until: number } | null;
  /** Oldest first; never empty. */
  readonly titles: readonly { readonly at: number; readonly is: string }[];
  readonly description: string;
  readonly seconds: number;
  readonly language: string | null;
  readonly isSensitive: boolean;
  readonly hidesLikes: boolean;
  readonly hidesComments: boolean;
  /** How many watch it in its first months. */
  readonly reach: number;
}

export type Privacy = "public" | "unlisted" | "private";
