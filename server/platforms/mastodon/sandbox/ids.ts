import { numberOf } from "../../../sandbox/random.ts";

/** A snowflake: milliseconds, and 16 bits that tell apart what happened in one of them. */
export function statusIdOf(key: string, at: number): string {
  const ms = BigInt(at + numberOf(`ms ${key}`, 1000));
  return String(ms * 65_536n + BigInt(numberOf(`id ${key}`, 65_536)));
}

/** Ids of one length or of several: the longer is the newer. */
export function isOlder(id: string, than: string): boolean {
  return id.length === than.length ? id < than : id.length < than.length;
}
