import { screen, waitFor } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../testing/fake-api.ts";
import type { Answers, FakeApi } from "../testing/fake-api.ts";
import { useFixedTime } from "../testing/fixed-time.ts";
import { renderAt } from "../testing/render-at.tsx";

useFixedTime();

const MINUTE = 60_000;

const countOf = (api: FakeApi, path: string): number =>
  api.calls.filter((call) => call.path === path).length;

/** The timeline, opened and asked for what was quiet. */
async function open(answers: Answers = {}): Promise<FakeApi> {
  const { api } = renderAt("/timeline", answers);
  await waitFor(() => expect(countOf(api, "connections.wake")).toBe(1));
  return api;
}

/** The tab is hidden for so long, and then looked at again. */
async function lookAway(ms: number): Promise<void> {
  const state = vi.spyOn(document, "visibilityState", "get");
  state.mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(ms);
  state.mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));
  state.mockRestore();
  await vi.advanceTimersByTimeAsync(50);
}

describe("what rested because it was quiet", () => {
  it("is checked once when the app is opened, and not for each page of it", async () => {
    const api = await open();
    screen.getAllByRole("link", { name: "Connections" })[0]?.click();
    await screen.findByRole("heading", { name: "Connections" });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(countOf(api, "connections.wake")).toBe(1);
  });

  it("is checked again when a tab is looked at that was hidden for more than five minutes", async () => {
    const api = await open();
    await lookAway(4 * MINUTE);
    expect(countOf(api, "connections.wake")).toBe(1);
    await lookAway(6 * MINUTE);
    expect(countOf(api, "connections.wake")).toBe(2);
  });

  it("shows as being checked at once", async () => {
    const api = await open({ "connections.wake": () => ({ woken: 2 }) });
    await waitFor(() => expect(countOf(api, "connections.list")).toBeGreaterThan(1));
  });

  it("is no matter to speak of where that fails", async () => {
    const api = await open({
      "connections.wake": () => {
        throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong.");
      },
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(document.body.textContent).not.toContain("Something went wrong.");
    expect(countOf(api, "connections.wake")).toBe(1);
  });

  it("is left alone while nobody is signed in", async () => {
    const { api, path } = renderAt("/timeline", {
      "me.get": () => {
        throw new Refusal("UNAUTHORIZED", "Sign in to go on.");
      },
    });
    await waitFor(() => expect(path()).toMatch(/^\/\?next=/));
    expect(countOf(api, "connections.wake")).toBe(0);
  });
});
