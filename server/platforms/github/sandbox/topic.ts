/** The words of each kind of project: what its parts are and what people do to them. */
export interface Topic {
  /** How its commit messages begin: `wal: …`, `feat(cli): …`, or just a sentence. */
  readonly voice: "part" | "conventional" | "sentence";
  readonly verbs?: readonly string[];
  readonly parts: readonly string[];
  readonly things: readonly string[];
  readonly tails: readonly string[];
  /** Whole sentences, in the imperative. */
  readonly changes: readonly string[];
  readonly problems: readonly string[];
  readonly assets: readonly string[];
}
