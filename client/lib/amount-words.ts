import type { Budget } from "../../shared/connections.ts";
import type { MeterInfo } from "../../shared/platforms.ts";
import { formatCount } from "./numbers.ts";

type Meter = Budget["meter"];
type Period = MeterInfo["period"];

const dollars = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
/** A post costs a tenth of a cent: a few of them are not nothing. */
const smallDollars = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 3,
});

/** `$1.20`, `8,640`: how much, without what it is of. */
export function amountWords(value: number, meter: Meter): string {
  if (meter !== "dollars") return formatCount(Math.round(value));
  return (Math.abs(value) < 0.1 ? smallDollars : dollars).format(value);
}

/** What is counted, where the amount does not say so itself: `quota units`. */
export function unitWords(meter: Meter): string {
  return { requests: "requests", units: "quota units", dollars: "" }[meter];
}

/** `$5.00`, `5,000 requests`, `1 request`. */
export function amountWithUnit(value: number, meter: Meter): string {
  const unit = Math.round(value) === 1 ? unitWords(meter).replace(/s$/, "") : unitWords(meter);
  return `${amountWords(value, meter)} ${unit}`.trimEnd();
}

/** `a month`, `an hour`, `in 15 minutes`: how long one amount has to last. */
export function periodWords(period: Period): string {
  if ("unit" in period) return `a ${period.unit}`;
  const minutes = Math.round(period.ms / 60_000);
  if (minutes === 60) return "an hour";
  if (minutes === 1440) return "a day";
  return minutes === 1 ? "a minute" : `in ${minutes} minutes`;
}
