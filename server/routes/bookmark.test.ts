import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import { BOOKMARK_HEADER } from "./bookmark.ts";
import { openWorld } from "../testing/world.ts";
import type { Browser } from "../testing/world.ts";

let browser: Browser;
let opened: (string | undefined)[];

beforeEach(async () => {
  const world = openWorld();
  await world.person("mira", 10);
  browser = world.browser();
  await browser.signIn("mira");
  const { withSession } = env.DB;
  opened = [];
  vi.spyOn(env.DB, "withSession").mockImplementation((from) => {
    opened.push(from);
    return withSession.call(env.DB, from);
  });
});

const change = () => browser.mutate("me.update", { name: "Mira" });
const read = () => browser.query("me.get");

it("what was changed is what is read next: the browser brings the state that it has seen", async () => {
  await change();
  await read();
  expect(opened).toEqual([
    "first-primary",
    expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/),
  ]);
});

it("others bring it as a header, and are told it", async () => {
  const ask = (bookmark: string) =>
    browser.request("/media/api/me.get", { headers: { [BOOKMARK_HEADER]: bookmark } });
  const seen = "00000001-00000002-00004e3a-8e61117bf38d7adb71b934ebbf891683";
  const answer = await ask(seen);
  expect(opened).toEqual([seen]);
  expect(answer.headers.get(BOOKMARK_HEADER)).toBeNull();
  for (const wrong of ["first-primary", "", "x".repeat(5000), `${seen}0`]) await ask(wrong);
  expect(opened.slice(1).every((from) => from === "first-unconstrained")).toBe(true);
});
