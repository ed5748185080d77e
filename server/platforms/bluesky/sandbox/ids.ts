import { hexOf, numberOf } from "../../../sandbox/random.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
/** Sorts as numbers do. */
const SORTED32 = "234567abcdefghijklmnopqrstuvwxyz";

/** `did:plc:` and 24 signs. */
export function didOf(key: string): string {
  return `did:plc:${signsOf(`did ${key}`, 24)}`;
}

/** The hash of a record, as a content id. */
export function cidOf(key: string): string {
  return `bafyrei${signsOf(`cid ${key}`, 52)}`;
}

/** A record's key: microseconds since 1970 and a clock's number. https://atproto.com/specs/tid */
export function recordKeyOf(key: string, at: number): string {
  let rest =
    (BigInt(at) * 1000n + BigInt(numberOf(`micro ${key}`, 1_000_000))) * 1024n +
    BigInt(numberOf(`clock ${key}`, 1024));
  let signs = "";
  for (let place = 0; place < 13; place += 1) {
    signs = `${SORTED32[Number(rest % 32n)] ?? "2"}${signs}`;
    rest /= 32n;
  }
  return signs;
}

export function postUri(did: string, key: string, at: number): string {
  return `at://${did}/app.bsky.feed.post/${recordKeyOf(key, at)}`;
}

export function repostUri(did: string, key: string, at: number): string {
  return `at://${did}/app.bsky.feed.repost/${recordKeyOf(key, at)}`;
}

function signsOf(key: string, length: number): string {
  const digits = hexOf(key, length * 2);
  return Array.from({ length }, (_, at) => {
    const pair = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
    return BASE32[pair % BASE32.length] ?? "a";
  }).join("");
}
