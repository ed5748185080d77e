import type { Subject } from "./subject.ts";

/** One column of the table: plain functions, so that the kit itself can be tested with broken platforms. */
export interface Check {
  readonly name: string;
  cases(subject: Subject): readonly Case[];
}

export interface Case {
  readonly name: string;
  /** What is wrong, in words; nothing when all is well. What it throws is wrong too. */
  find(): readonly string[] | Promise<readonly string[]>;
}

/** The sentence where the statement does not hold. */
export function unless(holds: boolean, complaint: string): string[] {
  return holds ? [] : [complaint];
}
