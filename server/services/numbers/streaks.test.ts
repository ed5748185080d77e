import { describe, expect, it } from "vitest";
import { fromDayNumber, toDayNumber } from "./day-numbers.ts";
import { streaksOf } from "./streaks.ts";

/** `2026-05-14` and so on, of one month. */
function streaks(days: readonly string[], after: string, before: string, today: string) {
  const range = { from: toDayNumber(after), to: toDayNumber(before) };
  const { current, longest } = streaksOf(days.map(toDayNumber), range, toDayNumber(today));
  const words = (run: { from: number; to: number } | null) =>
    run && `${fromDayNumber(run.from)} to ${fromDayNumber(run.to)}`;
  return { current: words(current), longest: words(longest) };
}

const MAY = ["2026-05-01", "2026-05-31"] as const;

describe("streaks", () => {
  it("are none where nothing was done", () => {
    expect(streaks([], ...MAY, "2026-05-14")).toEqual({ current: null, longest: null });
  });

  it("are one day long where one day has something", () => {
    const one = "2026-05-14 to 2026-05-14";
    expect(streaks(["2026-05-14"], ...MAY, "2026-05-14")).toEqual({ current: one, longest: one });
  });

  it("go on while today has nothing yet, and are over a day later", () => {
    const days = ["2026-05-12", "2026-05-13"];
    expect(streaks(days, ...MAY, "2026-05-13").current).toBe("2026-05-12 to 2026-05-13");
    expect(streaks(days, ...MAY, "2026-05-14").current).toBe("2026-05-12 to 2026-05-13");
    expect(streaks(days, ...MAY, "2026-05-15").current).toBeNull();
  });

  it("are over where the last day of a range that has passed has nothing", () => {
    const days = ["2026-05-29", "2026-05-30"];
    expect(streaks(days, ...MAY, "2026-07-01").current).toBeNull();
    expect(streaks([...days, "2026-05-31"], ...MAY, "2026-07-01").current).toBe(
      "2026-05-29 to 2026-05-31",
    );
  });

  it("fill a whole range", () => {
    const days = ["2026-05-01", "2026-05-02", "2026-05-03"];
    const whole = "2026-05-01 to 2026-05-03";
    expect(streaks(days, "2026-05-01", "2026-05-03", "2026-05-03")).toEqual({
      current: whole,
      longest: whole,
    });
  });

  it("end at gaps; of two of one length the later is the longest", () => {
    const days = ["2026-05-01", "2026-05-02", "2026-05-04", "2026-05-05", "2026-05-09"];
    expect(streaks(days, ...MAY, "2026-05-09")).toEqual({
      current: "2026-05-09 to 2026-05-09",
      longest: "2026-05-04 to 2026-05-05",
    });
  });

  it("go through a leap day, and through the turn of a year", () => {
    const leap = ["2024-02-28", "2024-02-29", "2024-03-01"];
    expect(streaks(leap, "2024-01-01", "2024-12-31", "2024-03-01").longest).toBe(
      "2024-02-28 to 2024-03-01",
    );
    expect(streaks(["2023-02-28", "2023-03-01"], "2023-01-01", "2023-12-31", "2023-03-01")).toEqual(
      { current: "2023-02-28 to 2023-03-01", longest: "2023-02-28 to 2023-03-01" },
    );
    expect(streaks(["2025-12-31", "2026-01-01"], "2025-12-01", "2026-01-31", "2026-01-01")).toEqual(
      { current: "2025-12-31 to 2026-01-01", longest: "2025-12-31 to 2026-01-01" },
    );
  });

  it("do not count what is still to come as current", () => {
    const days = ["2026-05-13", "2026-05-14", "2026-05-20"];
    expect(streaks(days, ...MAY, "2026-05-14").current).toBe("2026-05-13 to 2026-05-14");
  });

  it("are none where the range is all to come, or has all been before", () => {
    expect(streaks(["2026-05-20"], ...MAY, "2026-04-14").current).toBeNull();
  });
});
