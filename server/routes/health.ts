import { Hono } from "hono";
import type { MediaEnv } from "./media-env.ts";
import { readHealth } from "../services/read-health.ts";

export const healthRoutes = new Hono<MediaEnv>().get("/", async (c) => {
  const health = await readHealth(c.get("ctx"));
  return c.json(health, health.status === "ok" ? 200 : 503);
});
