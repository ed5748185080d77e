import { expect, it } from "vitest";
import { createEventQueue } from "./event-queue.ts";

it("gives the earliest first, and of one time what was planned first", () => {
  const queue = createEventQueue<string>();
  const times = [5, 1, 3, 1, 9, 3, 3, 0, 7, 1];
  for (const [number, at] of times.entries()) queue.add(at, `${at}-${number}`);
  const taken = times.map(() => queue.take()?.event);
  const wanted = times.map((at, number) => ({ at, number }));
  wanted.sort((a, b) => a.at - b.at || a.number - b.number);
  expect(taken).toEqual(wanted.map(({ at, number }) => `${at}-${number}`));
  expect(queue.take()).toBeNull();
});
