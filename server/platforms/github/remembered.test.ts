import { expect, it } from "vitest";
import { noteOf, readNote, rememberedOf } from "./remembered.ts";

const PUSHED = Date.UTC(2026, 4, 1, 9) / 1000;

it.each([
  [
    {
      pushed_at: "2026-05-01T09:00:00Z",
      updated_at: "2026-05-01T08:59:00Z",
      open_issues_count: 0,
      private: true,
      fork: true,
      default_branch: "next/stable",
    },
    {
      pushed: PUSHED,
      updated: PUSHED - 60,
      issues: 0,
      private: true,
      fork: true,
      branch: "next/stable",
    },
  ],
  [
    { updated_at: "2026-05-01T09:00:00Z", fork: true },
    { pushed: null, updated: PUSHED, issues: null, private: false, fork: true, branch: null },
  ],
  [{}, { pushed: null, updated: null, issues: null, private: false, fork: false, branch: null }],
])("%j is read as it was noted", (entry, remembered) => {
  const repository = { full_name: "ines/tarn", ...entry };
  expect(rememberedOf(repository)).toEqual(remembered);
  expect(readNote(noteOf(repository))).toEqual(remembered);
});
