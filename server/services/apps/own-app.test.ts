import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../shared/connections.ts";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { deliver, openWorld, syncFully } from "../../testing/world.ts";
import type { Browser, World } from "../../testing/world.ts";

/** A server whose owner has set no app for GitHub; people bring their own. */
const WITHOUT_APP = { MEDIA_GITHUB_CLIENT_ID: "", MEDIA_GITHUB_CLIENT_SECRET: "" };
const OWN = { platform: "github", clientId: "own-client", clientSecret: "own-secret" };

let world: World;
let browser: Browser;

beforeEach(async () => {
  world = openWorld(WITHOUT_APP);
  await world.person("mira", 30);
  browser = world.browser();
  await browser.signIn("mira");
});

async function github(of = browser): Promise<PlatformInfo> {
  const platforms = await of.query<PlatformInfo[]>("connections.platforms");
  const found = platforms.find((one) => one.id === "github");
  if (!found) throw new Error("GitHub is not there.");
  return found;
}

describe("an app of one's own", () => {
  it("opens a platform that the server has no app for, to this person only", async () => {
    expect(await github()).toMatchObject({ configured: false, connect: { ownClientId: null } });
    const refused = await browser.connect("mira");
    expect(refused.searchParams.get("problem")).toBe("not_configured");

    const answer = await browser.mutate<PlatformInfo>("connections.setOwnApp", OWN);
    expect(answer).toMatchObject({ configured: true, connect: { ownClientId: "own-client" } });
    expect(JSON.stringify(answer)).not.toContain("own-secret");
    expect(await github()).toEqual(answer);

    expect((await browser.connect("mira")).searchParams.has("connected")).toBe(true);
    const [connection] = await browser.query<Connection[]>("connections.list");
    expect((await syncFully(browser, connection?.id ?? "")).itemCount).toBeGreaterThan(20);

    await world.person("nils", 5);
    const other = world.browser();
    await other.signIn("nils");
    expect(await github(other)).toMatchObject({ configured: false });
  });

  it("is kept sealed", async () => {
    await browser.mutate("connections.setOwnApp", OWN);
    const rows = await env.DB.prepare("SELECT * FROM media_platform_credentials").all();
    expect(rows.results).toMatchObject([{ platform: "github", client_id: "own-client" }]);
    expect(JSON.stringify(rows.results)).not.toContain("own-secret");
  });

  it.each([
    ["an unknown secret", { clientSecret: "else" }, /does not accept this client id and secret/],
    ["an empty id", { clientId: " " }, /client id is needed/],
    ["a platform that is not there", { platform: "nowhere" }, /no such platform/],
  ])("is refused with %s, and what stands is kept", async (_name, wrong, sentence) => {
    await browser.mutate("connections.setOwnApp", OWN);
    await expect(browser.mutate("connections.setOwnApp", { ...OWN, ...wrong })).rejects.toThrow(
      sentence,
    );
    expect(await github()).toMatchObject({ connect: { ownClientId: "own-client" } });
  });

  it("is not kept while the platform cannot be asked", async () => {
    await world.control("POST", "/faults", {
      platform: "github",
      endpoint: "token",
      fault: "server_error",
      count: 1,
    });
    await expect(browser.mutate("connections.setOwnApp", OWN)).rejects.toThrow(
      /nothing was saved\. Try again/,
    );
    expect(await github()).toMatchObject({ configured: false });
  });

  it("can be taken back; the connection goes on and can be disconnected", async () => {
    await browser.mutate("connections.setOwnApp", OWN);
    await browser.connect("mira");
    const [connection] = await browser.query<Connection[]>("connections.list");
    const id = connection?.id ?? "";
    await syncFully(browser, id);
    const answer = await browser.mutate("connections.removeOwnApp", { platform: "github" });
    expect(answer).toMatchObject({ configured: false, connect: { ownClientId: null } });
    await browser.mutate("connections.sync", { id });
    await deliver([id]);
    expect(await browser.query("connections.get", { id })).toMatchObject({ status: "active" });
    // The app alone can end its grant, and it is gone.
    expect(await browser.mutate("connections.disconnect", { id })).toMatchObject({
      revoked: false,
    });
  });

  it("replaced meanwhile ends a consent that began with the old one", async () => {
    await browser.mutate("connections.setOwnApp", OWN);
    const start = await browser.request("/media/api/auth/github", {
      headers: { "sec-fetch-site": "same-origin" },
    });
    await browser.mutate("connections.removeOwnApp", { platform: "github" });
    const consent = `${start.headers.get("location")}&sandbox_decision=approve&sandbox_login=mira`;
    expect((await browser.visit(consent)).url.search).toBe(
      "?problem=not_configured&platform=github",
    );
    expect(await browser.query("connections.list")).toEqual([]);
  });
});
