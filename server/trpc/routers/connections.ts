import * as z from "zod";
import {
  connection,
  connectionId,
  disconnected,
  runsInput,
  syncRun,
} from "../../../shared/connections.ts";
import { noInput } from "../../../shared/no-input.ts";
import { platformInfo } from "../../../shared/platforms.ts";
import { disconnectConnection } from "../../services/connections/disconnect-connection.ts";
import { getConnection } from "../../services/connections/get-connection.ts";
import { listConnections } from "../../services/connections/list-connections.ts";
import { listPlatforms } from "../../services/connections/list-platforms.ts";
import { listRuns } from "../../services/connections/list-runs.ts";
import { pauseConnection } from "../../services/connections/pause-connection.ts";
import { resumeConnection } from "../../services/connections/resume-connection.ts";
import { syncNow } from "../../services/connections/sync-now.ts";
import { procedure, router } from "../init.ts";

export const connectionsRouter = router({
  platforms: procedure
    .input(noInput)
    .output(z.array(platformInfo))
    .query(({ ctx }) => listPlatforms(ctx.ctx)),
  list: procedure
    .input(noInput)
    .output(z.array(connection))
    .query(({ ctx }) => listConnections(ctx.ctx, ctx.actor)),
  get: procedure
    .input(connectionId)
    .output(connection)
    .query(({ ctx, input }) => getConnection(ctx.ctx, ctx.actor, input.id)),
  runs: procedure
    .input(runsInput)
    .output(z.array(syncRun))
    .query(({ ctx, input }) => listRuns(ctx.ctx, ctx.actor, input)),
  pause: procedure
    .input(connectionId)
    .output(connection)
    .mutation(({ ctx, input }) => pauseConnection(ctx.ctx, ctx.actor, input.id)),
  resume: procedure
    .input(connectionId)
    .output(connection)
    .mutation(({ ctx, input }) => resumeConnection(ctx.ctx, ctx.actor, input.id)),
  sync: procedure
    .input(connectionId)
    .output(connection)
    .mutation(({ ctx, input }) => syncNow(ctx.ctx, ctx.actor, input.id)),
  disconnect: procedure
    .input(connectionId)
    .output(disconnected)
    .mutation(({ ctx, input }) => disconnectConnection(ctx.ctx, ctx.actor, input.id)),
});
