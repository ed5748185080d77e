import { beforeEach, describe, expect, it, vi } from "vitest";
import { openWorld } from "../../testing/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 20, 9) });
});

describe("connecting with an app that X does not let read", () => {
  it.each([
    ["client_forbidden", "app_refused"],
    ["payment_required", "app_refused"],
    ["suspended", "closed_account"],
    ["scope", "closed_account"],
  ])("%s is told as %s", async (fault, problem) => {
    const world = openWorld();
    await world.person("mira", 10);
    const browser = world.browser();
    await browser.signIn("mira");
    await world.control("POST", "/faults", { platform: "twitter", endpoint: "me", fault });
    const end = await browser.connect("mira", { platform: "twitter" });
    expect(end.search).toBe(`?problem=${problem}&platform=twitter`);
  });
});
