import { expect, it } from "vitest";
import { toHeatMap, toMonths } from "./heat-map.ts";

it("places every day of a year, weeks from Monday", () => {
  const cells = toHeatMap(2024, []);
  expect(cells).toHaveLength(366);
  expect(cells[0]).toMatchObject({ day: "2024-01-01", week: 1, weekday: 1, level: 0 });
  expect(cells.slice(6, 8).map(({ week, weekday }) => [week, weekday])).toEqual([
    [1, 7],
    [2, 1],
  ]);
  expect(cells.at(-1)).toMatchObject({ day: "2024-12-31", week: 53, weekday: 2 });
  // 1 January 2023 was a Sunday.
  expect(toHeatMap(2023, [])[1]).toMatchObject({ day: "2023-01-02", week: 2, weekday: 1 });
});

it("shades by quarters of the days that have something", () => {
  const days = [1, 2, 3, 400].map((items, at) => ({ day: `2026-01-0${at + 1}`, items }));
  const levels = toHeatMap(2026, days).map(({ level }) => level);
  expect(levels.slice(0, 5)).toEqual([1, 2, 3, 4, 0]);
});

it("tells each month in a sentence", () => {
  const months = toMonths(
    toHeatMap(2026, [
      { day: "2026-05-12", items: 1040 },
      { day: "2026-05-13", items: 1 },
    ]),
  );
  expect(months).toHaveLength(12);
  expect(months[4]).toEqual({
    name: "May",
    week: 18,
    sentence: "1,041 items on 2 days, most on 12 May: 1,040.",
  });
  expect(months[5]?.sentence).toBe("nothing.");
});
