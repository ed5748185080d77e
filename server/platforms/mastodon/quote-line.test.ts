import { expect, it } from "vitest";
import { growthOf } from "../../testing/growth.ts";
import { mastodon } from "./index.ts";

const ACCOUNT = {
  externalId: "fosspond.example/1",
  handle: "ines@fosspond.example",
  displayName: null,
  url: null,
  email: null,
};

function bodyOf(content: string): string | null | undefined {
  const status = {
    id: "1",
    created_at: "2026-01-01T00:00:00Z",
    visibility: "public",
    account: { id: "1", username: "ines", acct: "ines" },
    quote: { state: "accepted" },
    content,
  };
  const url = "https://fosspond.example/api/v1/accounts/1/statuses";
  const raw = { endpoint: "statuses", url, body: JSON.stringify([status]) };
  return mastodon.map(raw, ACCOUNT)[0]?.body;
}

it("the line of a quoted post is left out, where it has an end", () => {
  expect(bodyOf('<p class="quote-inline">RE: x</p><p>One</p>')).toBe("One");
  expect(bodyOf('<p>One</p><p class="quote-inline">RE: x')).toBe("One\n\nRE: x");
});

it("many lines without an end take time in proportion to their length", () => {
  const contents = new Map(
    [2000, 16_000].map((size) => [size, '<p class="quote-inline">'.repeat(size)]),
  );
  expect(growthOf((size) => void bodyOf(contents.get(size) ?? ""), 2000)).toBeLessThan(3.4);
});
