import { hashWords } from "../platforms/short-hash.ts";

/** A stream of choices that is the same for the same key, on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of `list`, likelier the greater its weight; null when all weigh nothing. */
  weigh<T>(list: readonly T[], weight: (entry: T) => number): T | null;
}

export function createRandom(key: string): Random {
  let [a, b, c, d] = hashWords(key);
  // sfc32: small, quick and good enough to tell a story with.
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 8; i += 1) next();
  const random: Random = {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const entry = list[Math.floor(next() * list.length)];
      if (entry === undefined) throw new Error("Nothing to pick from.");
      return entry;
    },
    weigh: (list, weight) => {
      const total = list.reduce((sum, entry) => sum + weight(entry), 0);
      let rest = next() * total;
      for (const entry of list) {
        rest -= weight(entry);
        if (rest < 0) return entry;
      }
      return null;
    },
  };
  return random;
}

const LONG_KEY = 400;
/** Names are asked for again with every answer that holds them. */
const made = new Map<string, string>();
const MOST_KEPT = 20_000;

/** `length` hexadecimal digits that belong to `key`: commit names, ETags. */
export function hexOf(key: string, length: number): string {
  const name = `${length} ${key}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  // A whole document is read once, not once for every 32 digits.
  const isLong = key.length > LONG_KEY;
  const short = isLong ? hashWords(key).join(" ") : key;
  let digits = "";
  for (let round = 0; digits.length < length; round += 1) {
    for (const word of hashWords(`${round}:${short}`)) digits += word.toString(16).padStart(8, "0");
  }
  const hex = digits.slice(0, length);
  if (isLong) return hex;
  if (made.size >= MOST_KEPT) made.clear();
  made.set(name, hex);
  return hex;
}

/** A whole number below `limit` that belongs to `key`. */
export function numberOf(key: string, limit: number): number {
  return hashWords(key)[0] % limit;
}

export function uuidOf(key: string): string {
  const digits = hexOf(key, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
