import { afterEach, expect, it, vi } from "vitest";
import { testContext } from "../../testing/test-context.ts";
import { github } from "./index.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["You have exceeded a secondary rate limit. Please wait.", "rate_limited"],
  ["API rate limit exceeded for user ID 4107.", "rate_limited"],
  ["Resource not accessible by integration", "bad_response"],
])("a 403 that says %j is %s, through the client that platforms get", async (message, kind) => {
  vi.stubGlobal("fetch", async () => Response.json({ message }, { status: 403 }));
  const http = testContext().http(github, "Bearer token");
  await expect(http.send({ url: "https://api.github.com/user" })).rejects.toMatchObject({ kind });
});
