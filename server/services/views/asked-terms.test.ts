import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../../context.ts";
import { testConnection, testContext, testPerson } from "../../testing/test-context.ts";
import { askedTerms } from "./asked-terms.ts";
import { resolveView } from "./resolve-view.ts";
import type { View } from "./view.ts";

let ctx: Context;
let view: View;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
  ctx = testContext();
  const ines = await testPerson(ctx, "ines");
  await testConnection(ctx, ines, { id: "c1", handle: "ines" });
  view = await resolveView(ctx, () => Promise.resolve(ines), undefined);
});

it("what is typed and what comes as data are two lists, and both must fit", () => {
  const term = { field: "platform", value: "github", isExcluded: false } as const;
  const asked = askedTerms(ctx, view, { query: "connection:ines -repo:a/b", filter: [term] });
  expect(asked).toEqual([
    [
      { field: "connection", value: "c1", isExcluded: false, connectionId: null },
      { field: "place", value: "a/b", isExcluded: true, connectionId: null },
    ],
    [{ ...term, connectionId: null }],
  ]);
  expect(askedTerms(ctx, view, { query: "  " })).toEqual([]);
});

it("what cannot be read is refused with the place and what to write", () => {
  const ask = (query: string) => () => askedTerms(ctx, view, { query });
  const refused = (message: string) =>
    expect.objectContaining({ code: "INVALID", field: "query", message });
  expect(ask('tides "rate')).toThrow(
    refused('At character 7: This quote is never closed. Put a " where it ends.'),
  );
  expect(ask("connection:noor")).toThrow(
    refused("At character 12: No source is called noor. Write ines."),
  );
});

it("a visitor names no source, and is told of none", () => {
  const visited = { ...view, isOwner: false };
  for (const query of ["connection:ines", "connection:noor", "connection:c1"]) {
    expect(() => askedTerms(ctx, visited, { query })).toThrow(
      expect.objectContaining({ message: "At character 12: There is no source to choose." }),
    );
  }
});
