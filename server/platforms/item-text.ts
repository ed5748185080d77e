/** What the mappers have in common: texts of a bearable length, web addresses, times that exist. */

const LONGEST_TITLE = 300;
const LONGEST_BODY = 10_000;
const LONGEST_ADDRESS = 2000;
/** Before this nobody posted anything; what claims so has no date. */
const FIRST_TIME = Date.UTC(1990, 0);
const LAST_TIME = Date.UTC(2100, 0);

/** One line, without the ends; empty for nothing. */
export function toTitle(text: string | null | undefined): string {
  return clip((text ?? "").replace(/\s+/g, " ").trim(), LONGEST_TITLE);
}

/** Null for nothing. Line ends become `\n`; what no screen shows is taken out. */
export function toBody(text: string | null | undefined): string | null {
  const clean = (text ?? "")
    .replace(/\r\n?/g, "\n")
    // eslint-disable-next-line no-control-regex -- control signs are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
    .trim();
  return clean === "" ? null : clip(clean, LONGEST_BODY);
}

/** An `http` or `https` address, or null; `base` is what a relative one is meant from. */
export function toAddress(text: string | null | undefined, base?: string): string | null {
  if (!text) return null;
  const url = URL.parse(text.trim(), base);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  return url.href.length > LONGEST_ADDRESS ? null : url.href;
}

/** Epoch milliseconds of a text that names its zone, or of a number of seconds; null for no time. */
export function toTime(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const ms = typeof value === "number" ? Math.round(value * 1000) : Date.parse(value);
  return Number.isFinite(ms) && ms >= FIRST_TIME && ms < LAST_TIME ? ms : null;
}

/** Whole numbers from 0 on; anything else is left out. */
export function toFigures(
  counts: Readonly<Record<string, number | null | undefined>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      typeof count === "number" && Number.isFinite(count) && count >= 0
        ? [[name, Math.floor(count)]]
        : [],
    ),
  );
}

/** `en`, `pt-br`; null for what is no language tag. */
export function toLanguage(tag: string | null | undefined): string | null {
  const lower = tag?.trim().toLowerCase().replaceAll("_", "-") ?? "";
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lower) && lower !== "und" ? lower : null;
}

/** Cut between signs, never inside one. */
function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
