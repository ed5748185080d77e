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
  // Between two files the first is lost now and then: the next would begin with what this one left.
  await reset();
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
