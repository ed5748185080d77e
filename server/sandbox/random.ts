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
  let [a, b, c, d] = hash(key);
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

/** `length` hexadecimal digits that belong to `key`: commit names, ETags. */
export function hexOf(key: string, length: number): string {
  let digits = "";
  for (let round = 0; digits.length < length; round += 1) {
    for (const word of hash(`${round}:${key}`)) digits += word.toString(16).padStart(8, "0");
  }
  return digits.slice(0, length);
}

/** A whole number below `limit` that belongs to `key`. */
export function numberOf(key: string, limit: number): number {
  return hash(key)[0] % limit;
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

/** cyrb128: four 32-bit words from a text; quick, and not for secrets. */
function hash(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const all = a ^ b ^ c ^ d;
  return [all >>> 0, (b ^ all) >>> 0, (c ^ all) >>> 0, (d ^ all) >>> 0];
}
