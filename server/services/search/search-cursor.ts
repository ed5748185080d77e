import * as z from "zod";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { SealError } from "../../oauth/vault.ts";
import { MAX_KEY } from "../../store/item-key.ts";

/** Where a page of hits ended: in which rank, and below which key. */
export interface SearchPlace {
  readonly rank: number;
  readonly key: number;
}

export const FIRST_HIT: SearchPlace = { rank: 0, key: MAX_KEY };

const VERSION = "1";
const written = z.string().regex(/^[0-3]\.\d{1,16}$/);

/** Sealed, as a key tells more of its item than a visitor is shown; `search` says what was looked for, and where. */
export async function encodePlace(
  ctx: Context,
  search: string,
  { rank, key }: SearchPlace,
): Promise<string> {
  const sealed = await ctx.vault.sealAlike(`${rank}.${key}`, sealedPlace(search));
  return `${VERSION}.${sealed}`;
}

/** Throws INVALID for anything that `encodePlace` did not make, or made for another search. */
export async function decodePlace(
  ctx: Context,
  search: string,
  text: string | null | undefined,
): Promise<SearchPlace> {
  if (text == null) return FIRST_HIT;
  const parsed = written.safeParse(await open(ctx, search, text));
  if (!parsed.success) {
    throw new AppError("INVALID", "This place is not known in this search. Begin at its top.", {
      field: "cursor",
    });
  }
  const [rank, key] = parsed.data.split(".").map(Number);
  return { rank: rank ?? 0, key: key ?? 0 };
}

async function open(ctx: Context, search: string, text: string): Promise<string | null> {
  if (!text.startsWith(`${VERSION}.`)) return null;
  try {
    return await ctx.vault.open(text.slice(VERSION.length + 1), sealedPlace(search));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

function sealedPlace(search: string): { table: string; row: string; column: string } {
  return { table: "search", row: search, column: VERSION };
}
