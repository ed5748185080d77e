/** Years that are looked back. */
export const MOST_YEARS = 20;

/** The same day of the years before, the newest first; only leap years have a 29 February. */
export function earlierDays(day: string): string[] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return Array.from({ length: Math.min(MOST_YEARS, year) }, (_, at) => {
    const earlier = String(year - 1 - at).padStart(4, "0") + day.slice(4);
    const last = new Date(Date.UTC(2000 + ((((year - 1 - at) % 400) + 400) % 400), month, 0));
    return date <= last.getUTCDate() ? [earlier] : [];
  }).flat();
}
