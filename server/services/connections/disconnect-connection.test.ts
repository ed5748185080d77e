import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { renewalScene } from "../../testing/renewal-scene.ts";
import type { RenewalScene } from "../../testing/renewal-scene.ts";
import { disconnectConnection } from "./disconnect-connection.ts";

/** Disconnects it, and lets something happen right after its row was read. */
async function disconnectWhile(scene: RenewalScene, act: () => Promise<unknown>) {
  const { id, userId } = await scene.row();
  const { prepare } = env.DB;
  let isFirst = true;
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
    const statement = prepare.call(env.DB, sql);
    if (!isFirst || !sql.includes("outage_since")) return statement;
    isFirst = false;
    const bind = (...values: unknown[]) => {
      const bound = statement.bind(...values);
      const all = async () => {
        const rows = await bound.all();
        await act();
        return rows;
      };
      return { all };
    };
    return { bind } as unknown as D1PreparedStatement;
  });
  return await disconnectConnection(scene.ctx, { userId, sessionHash: "" }, id);
}

it("ends the tokens that a run stored in between, not those before", async () => {
  const scene = await renewalScene("rotating");
  await disconnectWhile(scene, async () => {
    expect(await scene.sync()).toMatchObject({ kind: "unchanged" });
  });
  expect(scene.ended).toEqual(["refresh-2"]);
});

it("leaves its row to a run that took it in between", async () => {
  const scene = await renewalScene("kept", 3_600_000);
  const asked = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  scene.onPage(async () => {
    asked.resolve();
    await going.promise;
  });
  let run: Promise<unknown> | null = null;
  await disconnectWhile(scene, async () => {
    run = scene.sync();
    await asked.promise;
  });
  expect(await scene.row()).toMatchObject({ status: "disconnecting" });
  going.resolve();
  expect(await run).toMatchObject({ kind: "skipped" });
});

it("is done once, where two ask for it at the same time", async () => {
  const scene = await renewalScene("kept");
  const { id, userId } = await scene.row();
  const actor = { userId, sessionHash: "" };
  const second = disconnectWhile(scene, () => disconnectConnection(scene.ctx, actor, id));
  await expect(second).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(scene.ended).toEqual(["refresh-1"]);
});
