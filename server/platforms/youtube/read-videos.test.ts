import { expect, it } from "vitest";
import { keptAnswer } from "../http.ts";
import { stateOf } from "./cursor.ts";
import { readVideos } from "./read-videos.ts";

const read = (items: readonly unknown[]) => {
  const body = JSON.stringify({ items });
  const account = { externalId: "UC1", handle: "a", displayName: null, url: null, email: null };
  const request = {
    http: { send: ({ url }: { url: string }) => Promise.resolve(keptAnswer(url, body)) },
    account,
    includePrivate: true,
    cursor: null,
    now: Date.UTC(2026, 10, 18),
    failures: 0,
  };
  return readVideos(["a", "b"], request, { ...stateOf(request), doubts: ["a", "b"] });
};

it("a video in doubt that is not answered is gone", async () => {
  expect((await read([{ id: "a" }])).gone).toEqual(["video:b"]);
});

it("a video in doubt may be the entry that cannot be read, and stays in mind", async () => {
  const { gone, state } = await read([{ id: "a" }, { id: 7 }]);
  expect(gone).toEqual([]);
  expect(state.known).toEqual(["a", "b"]);
});
