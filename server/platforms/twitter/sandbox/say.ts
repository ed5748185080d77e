/** A line somebody may post. `{p}` is a project, `{w}` what it is, `{n}` a number. */
export interface Say {
  readonly text: string;
  /** An address that goes with it: `{repo}` is the project's. */
  readonly link?: string;
  /** What its picture shows; null for a picture nobody described. */
  readonly picture?: string | null;
  readonly isVideo?: boolean;
  readonly isSensitive?: boolean;
  /** Default: `en`. */
  readonly language?: string;
}

export function say(text: string, more: Omit<Say, "text"> = {}): Say {
  return { text, ...more };
}
