import type { Platform, Quota } from "../../platforms/platform.ts";

/** A stop, as far as its owner is told of it. */
export interface Stop {
  readonly sharedBy: "connection" | "client";
  readonly by: "platform" | "owner";
  /** It is the history that stops, to leave something for what is new. */
  readonly isReserve: boolean;
  readonly used: number;
  readonly amount: number;
  /** Epoch milliseconds. */
  readonly goesOnAt: number;
}

/** Whose stop it is, what is used, when it goes on, and what its owner can do. */
export function stopWords(platform: Platform, quota: Quota, stop: Stop): string {
  return `${whose(platform, quota, stop)}, and ${howMuch(quota, stop)} ${goesOn(stop)}`;
}

function whose({ name, connect }: Platform, quota: Quota, { sharedBy, by, amount }: Stop): string {
  const what = `${amountWords(quota, amount)} ${periodWords(quota.period)}`;
  const isApp = connect.type === "oauth";
  if (by === "owner") {
    if (sharedBy === "connection") return `You let this connection use ${what} of ${name}`;
    const all = isApp ? "all that connect through this server's app" : "all of its connections";
    return `Whoever runs this server lets ${all} use ${what} of ${name} together`;
  }
  if (sharedBy === "connection") return `${name} allows ${what} here`;
  const all = isApp ? "the app that this was connected with" : "this server";
  return `${name} allows ${what} to ${all}, for all of its connections together`;
}

function howMuch(quota: Quota, { used, amount, by, isReserve }: Stop): string {
  const left = amount - used;
  if (left < LEAST) return quota.meter === "dollars" ? "all of it is used." : "all are used.";
  const words = `${amountWords(quota, used)} ${plural(quota, used)} used`;
  if (isReserve) return `${words}. The rest is kept for what is new.`;
  const next = `one request may use up to ${amountWords(quota, quota.leastPerRequest ?? quota.mostPerRequest)}`;
  return by === "owner" ? `${words}; ${next}, so none is made that could go over it.` : `${words}.`;
}

function goesOn({ sharedBy, by, isReserve, goesOnAt }: Stop): string {
  const what = isReserve ? "The older entries go on" : "Nothing is lost: it goes on";
  const ownStop = by === "owner" && sharedBy === "connection";
  const orAtOnce = ownStop ? ", or at once when you raise the stop on this page" : "";
  return `${what} ${timeWords(goesOnAt)}${orAtOnce}.`;
}

/** Below it nothing is left: sums of tenths of a cent are a little off. */
const LEAST = 1e-6;

/** `$1.62`, `8,640 requests`. */
export function amountWords({ meter }: Pick<Quota, "meter">, amount: number): string {
  if (meter === "dollars") {
    const digits = Math.abs(amount * 100 - Math.round(amount * 100)) < LEAST ? 2 : 3;
    return `$${amount.toFixed(digits)}`;
  }
  const count = Math.round(amount);
  const unit = { requests: "request", units: "quota unit" }[meter];
  return `${count.toLocaleString("en-US")} ${unit}${count === 1 ? "" : "s"}`;
}

function plural({ meter }: Quota, amount: number): string {
  return meter === "dollars" || Math.round(amount) === 1 ? "is" : "are";
}

/** `an hour`, `in 10 minutes`, `a month`. */
export function periodWords(period: Quota["period"]): string {
  if ("unit" in period) return `a ${period.unit}`;
  const minutes = Math.round(period.ms / 60_000);
  return minutes === 60 ? "an hour" : `in ${minutes} minutes`;
}

const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** `on 1 December at 00:00 UTC`; the minute after, where it is not a whole one. */
function timeWords(ms: number): string {
  const minute = Math.ceil(ms / 60_000) * 60_000;
  return `on ${date.format(minute)} at ${clock.format(minute)} UTC`;
}
