export interface Duration {
  readonly seconds: number;
  /** `0:45`, `12:04`, `1:02:33`. */
  readonly text: string;
}

/** An ISO 8601 duration as YouTube writes it (`PT1H2M33S`); null for nothing, and for what still runs. */
export function toDuration(text: string | null | undefined): Duration | null {
  const parts = text?.match(/^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/);
  if (!parts) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, rest = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const seconds = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + rest;
  if (seconds === 0 || !Number.isSafeInteger(seconds)) return null;
  const two = (value: number): string => String(value % 60).padStart(2, "0");
  const inMinutes = Math.floor(seconds / 60);
  const inHours = Math.floor(inMinutes / 60);
  const whole = inHours > 0 ? `${inHours}:${two(inMinutes)}` : String(inMinutes);
  return { seconds, text: `${whole}:${two(seconds)}` };
}
