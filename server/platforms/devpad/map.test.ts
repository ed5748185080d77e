import { describe, expect, it } from "vitest";
import { PlatformError } from "../../errors.ts";
import { devpad } from "./index.ts";
import { mapAnswer, rowsOf } from "./map.ts";
import { toDevpadTime } from "./time.ts";

interface Pair {
  raw: { endpoint: string; url: string; body: unknown; context?: Record<string, unknown> };
  items: unknown;
}

const pairs = import.meta.glob<Pair>("./fixtures/*.json", { eager: true, import: "default" });

function rawOf({ raw }: Pair) {
  return { ...raw, body: JSON.stringify(raw.body) };
}

describe("a recorded answer becomes its items", () => {
  it.each(Object.entries(pairs))("%s", (_name, pair) => {
    expect(JSON.parse(JSON.stringify(mapAnswer(rawOf(pair))))).toEqual(pair.items);
  });
});

describe("a listing", () => {
  it("names what is deleted, and counts what cannot be read", () => {
    const tasks = pairs["./fixtures/tasks.json"];
    const odd = pairs["./fixtures/odd-entries.json"];
    expect(tasks && rowsOf(rawOf(tasks)).gone).toEqual([
      "task:task_deleted",
      "task:task_deleted-otherwise",
    ]);
    expect(odd && rowsOf(rawOf(odd))).toMatchObject({ size: 7, skipped: 4 });
  });

  it("that is none is refused", () => {
    const raw = { endpoint: "tasks", url: "https://devpad.tools/api/v1/tasks" };
    for (const body of ["", "null", '{"error":"Unauthorized"}', "[1]", "<html>"]) {
      expect(() => mapAnswer({ ...raw, body })).toThrow(PlatformError);
    }
    expect(mapAnswer({ ...raw, body: "[]" })).toEqual([]);
  });
});

describe("a foreign id that every object knows", () => {
  const task = {
    id: "constructor",
    title: "One",
    created_at: "2026-01-01 00:00:00",
    updated_at: "2026-01-02 00:00:00",
    visibility: "PRIVATE",
    progress: "COMPLETED",
  };
  it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])("%s", (id) => {
    const body = JSON.stringify([{ task: { ...task, id, project_id: id } }]);
    const url = "https://devpad.tools/api/v1/tasks";
    const [item] = mapAnswer({ endpoint: "tasks", url, body, context: { private: true } });
    expect(item).toMatchObject({
      externalId: `task:${id}`,
      place: null,
      occurredAt: Date.UTC(2026, 0, 2),
    });
  });
});

describe("toDevpadTime", () => {
  const HALF_PAST_TWO = Date.UTC(2026, 2, 29, 2, 30);
  it.each([
    ["2026-03-29 02:30:00", HALF_PAST_TWO],
    ["2026-03-29 02:30", HALF_PAST_TWO],
    ["2026-03-29T02:30:00", HALF_PAST_TWO],
    ["2026-03-29T02:30:00Z", HALF_PAST_TWO],
    ["2026-03-29T02:30:00.500+00:00", HALF_PAST_TWO + 500],
    ["2026-03-29", Date.UTC(2026, 2, 29)],
    ["03/29/2026 02:30", null],
    ["2026-13-29 02:30:00", null],
    ["", null],
    [null, null],
    [undefined, null],
  ])("%s", (text, time) => {
    expect(toDevpadTime(text)).toBe(time);
  });
});

describe("a key", () => {
  const { connect } = devpad;
  const parse = (key: string) => connect.type === "input" && connect.schema.safeParse({ key });
  it("is one by its form", () => {
    expect(parse("  devpad_3f2b8c1e-90ad-4c57-8d21-6be0f4a9c713\n")).toMatchObject({
      success: true,
      data: { key: "devpad_3f2b8c1e-90ad-4c57-8d21-6be0f4a9c713" },
    });
    for (const key of ["", "devpad_", "3f2b8c1e-90ad-4c57-8d21-6be0f4a9c713", "devpad_3f2b8c1e"]) {
      expect(parse(key)).toMatchObject({
        error: { issues: [{ message: expect.stringMatching(/^A devpad key is/) }] },
      });
    }
  });
});

describe("how a task stands", () => {
  const face = devpad.kinds["task"];
  const row = { id: "a", title: "One", created_at: "2026-01-01 00:00:00", visibility: "PUBLIC" };

  /** As the client reads it: the verb, a state that the verb does not tell, the marks; each word once. */
  function wordsFor(progress: string | null): string[] {
    const body = JSON.stringify([{ task: { ...row, progress } }]);
    const url = "https://devpad.tools/api/v1/tasks";
    const [item] = mapAnswer({ endpoint: "tasks", url, body });
    const state = item?.state ?? null;
    const verb = state === null ? undefined : face?.states[state]?.verb;
    const unspoken = verb === undefined && state !== null ? [state.replaceAll("_", " ")] : [];
    const marks = (item?.marks ?? []).map((mark) => devpad.marks[mark] ?? mark);
    return [verb ?? face?.verb ?? "", ...new Set([...unspoken, ...marks])];
  }

  it.each([
    ["UNSTARTED", ["Added", "open"]],
    [null, ["Added", "open"]],
    ["OPEN", ["Added", "open"]],
    ["IN_PROGRESS", ["Added", "in progress"]],
    ["COMPLETED", ["Completed"]],
    ["BLOCKED_BY_RAIN", ["Added", "blocked by rain", "open"]],
  ])("%s is said once", (progress, words) => {
    expect(wordsFor(progress)).toEqual(words);
  });

  it("hides what is not completed where that is wished", () => {
    const marks = devpad.settings.rules({ hideOpen: true }).flatMap((rule) => rule.marks ?? []);
    expect(marks).toEqual(["open", "in_progress"]);
  });
});
