import { beforeEach, expect, it, vi } from "vitest";
import type { Budget } from "../../../shared/connections.ts";
import { deliver, openWorld } from "../../testing/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 9) });
});

/** X, connected by somebody with many posts, and a stop before anything was read. */
async function withStop(cap: number) {
  const world = openWorld();
  await world.person("mira", 700);
  const browser = world.browser();
  await browser.signIn("mira");
  const id = (await browser.connect("mira", { platform: "twitter" })).searchParams.get("connected");
  if (id === null) throw new Error("It was not connected.");
  return { browser, id, set: () => browser.mutate<Budget[]>("connections.setCap", { id, cap }) };
}

it("a stop below a whole page at X lets smaller ones be read, up to what is left", async () => {
  const { browser, id, set } = await withStop(2);
  await set();
  for (let message = 0; message < 12; message += 1) await deliver([id]);
  const [own] = await browser.query<Budget[]>("connections.budgets", { id });
  expect(own?.used).toBeGreaterThan(1.5);
  expect(own?.used).toBeLessThanOrEqual(2);
  const connection = await browser.query("connections.get", { id });
  expect(connection).toMatchObject({ problem: { code: "cap_reached" }, isComplete: false });
});

it("a stop below the least request is refused, with what would do", async () => {
  const { set } = await withStop(0.1);
  await expect(set()).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringMatching(/One request at X may use \$0\.185: .* Set at least that much/),
  });
});
