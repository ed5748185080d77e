import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, vi } from "vitest";
import { NOW } from "./samples.ts";

/** In this file it is `NOW`, and time passes as a test lets it. */
export function useFixedTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      now: NOW,
      toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "Date"],
      shouldAdvanceTime: true,
    });
  });
  afterEach(async () => {
    cleanup();
    // A batch of calls that waits for its timer would hold up the next test.
    await vi.advanceTimersByTimeAsync(10);
    vi.useRealTimers();
    vi.unstubAllGlobals();
    localStorage.clear();
  });
}
