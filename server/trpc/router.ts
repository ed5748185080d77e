import { router } from "./init.ts";
import { connectionsRouter } from "./routers/connections.ts";
import { meRouter } from "./routers/me.ts";
import { profilesRouter } from "./routers/profiles.ts";
import { timelineRouter } from "./routers/timeline.ts";

export const appRouter = router({
  timeline: timelineRouter,
  connections: connectionsRouter,
  profiles: profilesRouter,
  me: meRouter,
});

export type AppRouter = typeof appRouter;
