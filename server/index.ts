import { Hono } from "hono";
import { DEFAULT_BASE_PATH, createMediaApp } from "./app.ts";
import type { MediaBindings } from "./bindings.ts";
import { handleQueue, handleScheduled } from "./schedule.ts";

const media = createMediaApp();
const root = new Hono<{ Bindings: MediaBindings }>()
  .get("/health", (c) => media.request("/health", c.req.raw, c.env))
  .route(DEFAULT_BASE_PATH, media)
  .notFound((c) => c.text("There is no such page.", 404));

export default {
  fetch: root.fetch,
  scheduled: (_, env) => handleScheduled(env),
  queue: (batch, env) => handleQueue(batch, env),
} satisfies ExportedHandler<MediaBindings>;
