import { applyD1Migrations, reset } from "cloudflare:test";
import type { D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { MediaBindings } from "../bindings.ts";
import { afterEach, beforeEach, vi } from "vitest";

declare global {
  namespace Cloudflare {
    interface Env extends MediaBindings {
      TEST_MIGRATIONS: D1Migration[];
    }
  }
}

beforeEach(async () => {
  // Only what is open is emptied, and between two files it was closed.
  await Promise.all([env.DB.prepare("SELECT 1").run(), env.BUCKET.head("nothing")]);
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
