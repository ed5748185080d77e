import * as z from "zod";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { SealError } from "../../oauth/vault.ts";
import { MAX_KEY } from "../../store/item-key.ts";

/** Keys around a border, [from, to), at which no group has its place: there, what is grouped need not be read. */
export interface Calm {
  readonly from: number;
  readonly to: number;
}

/** Nothing is known of what lies around. */
export function unknownAt(key: number): Calm {
  return { from: key, to: key };
}

/**
 * A border between two pages. An entry's place is its newest member's: the entries above have theirs at
 * `key` or beyond, those below have all they hold below it. The marks stand for groups of a day that the
 * border cuts, by the side that shows them, as far as this reader knows: the other side never does.
 */
export interface Border {
  readonly key: number;
  readonly calm: Calm;
  readonly above: readonly string[];
  readonly below: readonly string[];
}

export interface TimelineCursor {
  readonly border: Border;
  /** Which side of the border is asked for. */
  readonly side: "older" | "newer";
  /** Of the items as they were when it was drawn: where they may be others by now, its calm is not known. */
  readonly stamp: string;
}

export const TOP: TimelineCursor = {
  border: { key: MAX_KEY, calm: unknownAt(MAX_KEY), above: [], below: [] },
  side: "older",
  stamp: "",
};

const VERSION = "3";
const MARK_LENGTH = 7;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const written = z
  .string()
  .regex(/^[on]\.(?:\d{1,16}\.){3}(?:[\w-]{7})?\.(?:[\w-]{7})*\.(?:[\w-]{7})*$/);

/**
 * Sealed: the low bits of a key tell how many items share a millisecond, those among them that a visitor
 * does not see. `timeline` says of whose items, in what view and filter it is; it opens for that alone.
 */
export async function encodeCursor(
  ctx: Context,
  timeline: string,
  { border, side, stamp }: TimelineCursor,
): Promise<string> {
  const { key, calm, above, below } = border;
  const keys = [key, calm.from, calm.to].join(".");
  const text = `${side === "older" ? "o" : "n"}.${keys}.${stamp}.${above.join("")}.${below.join("")}`;
  const sealed = await ctx.vault.sealAlike(text, placeOf(timeline));
  return `${VERSION}.${sealed}`;
}

/** Throws INVALID for anything that `encodeCursor` did not make, or made for another timeline. */
export async function decodeCursor(
  ctx: Context,
  timeline: string,
  text: string,
): Promise<TimelineCursor> {
  const parsed = written.safeParse(await open(ctx, timeline, text));
  if (!parsed.success) {
    throw new AppError(
      "INVALID",
      "This place is not known in this timeline as it is filtered now. Begin at its top.",
      { field: "cursor" },
    );
  }
  const [side, key, from, to, stamp = "", above = "", below = ""] = parsed.data.split(".");
  return {
    side: side === "o" ? "older" : "newer",
    border: {
      key: Number(key),
      calm: { from: Number(from), to: Number(to) },
      above: toMarks(above),
      below: toMarks(below),
    },
    stamp,
  };
}

function toMarks(text: string): string[] {
  return Array.from({ length: text.length / MARK_LENGTH }, (_, at) =>
    text.slice(at * MARK_LENGTH, (at + 1) * MARK_LENGTH),
  );
}

async function open(ctx: Context, timeline: string, text: string): Promise<string | null> {
  if (!text.startsWith(`${VERSION}.`)) return null;
  try {
    return await ctx.vault.open(text.slice(VERSION.length + 1), placeOf(timeline));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

function placeOf(timeline: string): { table: string; row: string; column: string } {
  return { table: "cursor", row: timeline, column: VERSION };
}

/**
 * Stands for a group (or another text) in a cursor, so that a day of hundreds of groups fits into an address: two
 * FNV-1a sums, 42 bits together.
 */
export function markOf(groupId: string): string {
  const high = sum(groupId, 0x811c9dc5) % 2 ** 21;
  const low = sum(groupId, 0x5bd1e995) % 2 ** 21;
  const number = high * 2 ** 21 + low;
  return Array.from({ length: MARK_LENGTH }, (_, at) =>
    LETTERS.charAt(Math.floor(number / 64 ** at) % 64),
  ).join("");
}

function sum(text: string, seed: number): number {
  let value = seed;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return value >>> 0;
}
