import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { openWorld, ProcedureError, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

let world: World;
let browser: Browser;

beforeEach(async () => {
  world = openWorld();
  await world.person("mira", 60);
  browser = world.browser();
  await browser.signIn("mira");
});

/** What the person's account needs to be connected, as the sandbox tells it. */
async function inputOf(platform: string, person = "mira"): Promise<Record<string, string>> {
  const account = await world.account(person, platform);
  if (account.type !== "input") throw new Error(`${platform} is not connected by input.`);
  return { ...account.input };
}

async function refusal(platform: string, input: unknown): Promise<ProcedureError> {
  const error = await browser
    .mutate("connections.connect", { platform, input })
    .catch((reason: unknown) => reason);
  if (!(error instanceof ProcedureError)) throw new Error(`It was connected: ${String(error)}`);
  return error;
}

const countOf = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n;

describe.each(["bluesky", "devpad", "feed", "mastodon"])("connecting %s", (platform) => {
  it("reads what the account holds, once, at its time", async () => {
    const input = await inputOf(platform);
    const { id } = await browser.mutate<Connection>("connections.connect", { platform, input });
    await syncFully(browser, id);
    const stored = await env.DB.prepare(
      "SELECT external_id, occurred_at, is_private FROM media_items ORDER BY external_id",
    ).all();
    const wanted = (await world.inventory("mira", platform))
      .map((item) => ({
        external_id: item.external_id,
        occurred_at: Date.parse(item.occurred_at),
        is_private: item.private ? 1 : 0,
      }))
      .sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
    expect(wanted.length).toBeGreaterThan(0);
    expect(stored.results).toEqual(wanted);
  });

  it("once more renews what stands", async () => {
    const input = await inputOf(platform);
    const first = await browser.mutate<Connection>("connections.connect", { platform, input });
    const again = await browser.mutate<Connection>("connections.connect", { platform, input });
    expect(again.id).toBe(first.id);
    expect(await browser.query("connections.list")).toHaveLength(1);
  });

  it.each([
    ["nothing", {}],
    ["another field", { colour: "red" }],
    ["blanks", { handle: " ", key: " ", address: " " }],
    ["a page of text", { handle: "x".repeat(3000), key: "x".repeat(3000), address: "x y z" }],
    ["markup", { handle: "<script>", key: "<b>", address: "<a href=x>" }],
  ])("with %s says at which field what is wrong, and keeps nothing", async (_name, input) => {
    const error = await refusal(platform, input);
    expect(error.code).toBe("BAD_REQUEST");
    expect(error.message).toMatch(/^[A-Z“].*[.”?]$/s);
    expect(error.message).not.toMatch(/invalid|undefined|expected|zod|regex/i);
    expect(await countOf("media_accounts")).toBe(0);
  });

  it("while it is down says so, and keeps nothing", async () => {
    const fault = { platform, fault: "server_error", endpoint: "*" };
    await world.control("POST", "/faults", fault);
    const input = await inputOf(platform);
    const error = await refusal(platform, input);
    expect(error.message).toMatch(/try again|in a minute|at the moment/i);
    expect(await countOf("media_accounts")).toBe(0);
  });
});

describe("a wrong account is told", () => {
  it.each([
    ["bluesky", { handle: "nobody.example.com" }, /no Bluesky account called nobody\.example\.com/],
    [
      "devpad",
      { key: "devpad_00000000-0000-4000-8000-000000000000" },
      /does not know this key; it may have been revoked/,
    ],
    ["feed", { address: "https://ines.example/nothing-here" }, /address|there/i],
    ["feed", { address: "http://127.0.0.1/feed.xml" }, /not on the open internet/],
    ["feed", { address: "http://[::1]/feed.xml" }, /not on the open internet/],
    ["feed", { address: "http://169.254.169.254/latest/meta-data" }, /not on the open internet/],
    ["feed", { address: "http://printer.local/feed" }, /not on the open internet/],
    ["mastodon", { handle: "@ines@localhost" }, /server|address|network/i],
    ["mastodon", { handle: "@nobody@fosspond.example" }, /nobody/],
  ])("by %s %o", async (platform, input, sentence) => {
    const error = await refusal(platform, input);
    expect(error.message).toMatch(sentence);
    expect(await countOf("media_accounts")).toBe(0);
  });

  it("and what is connected through a consent page is not connected so", async () => {
    const error = await refusal("github", { handle: "ines" });
    expect(error.message).toBe("GitHub is connected through its own consent page.");
  });
});

it("a key is sealed, and leaves no trace in any answer", async () => {
  const input = await inputOf("devpad");
  const connection = await browser.mutate<Connection>("connections.connect", {
    platform: "devpad",
    input,
  });
  expect(JSON.stringify(connection)).not.toContain(input["key"]);
  const row = await env.DB.prepare("SELECT * FROM media_accounts").first();
  expect(JSON.stringify(row)).not.toContain(input["key"]);
});

it("an address has no consent page to be sent to", async () => {
  const answer = await browser.request("/media/api/auth/bluesky", {
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(answer.status).toBe(404);
});

it("every platform says how it is connected, each in its own way", async () => {
  const platforms = await browser.query<PlatformInfo[]>("connections.platforms");
  for (const { connect, name } of platforms) {
    const isTold = connect.type === "oauth" ? connect.ownApp.steps.length : connect.fields.length;
    expect(isTold, name).toBeGreaterThan(0);
  }
});
