import * as z from "zod";
import {
  budget,
  capUpdate,
  connection,
  connectionId,
  connectionPlaces,
  connectionSettings,
  disconnected,
  runsInput,
  settingsUpdate,
  syncRun,
  woken,
} from "../../../shared/connections.ts";
import { noInput } from "../../../shared/no-input.ts";
import { connectInput, ownAppInput, platformId, platformInfo } from "../../../shared/platforms.ts";
import { removeOwnApp } from "../../services/apps/remove-own-app.ts";
import { setOwnApp } from "../../services/apps/set-own-app.ts";
import { connectByInput } from "../../services/connections/connect-by-input.ts";
import { disconnectConnection } from "../../services/connections/disconnect-connection.ts";
import { getConnection } from "../../services/connections/get-connection.ts";
import { listConnections } from "../../services/connections/list-connections.ts";
import { listPlatforms } from "../../services/connections/list-platforms.ts";
import { listRuns } from "../../services/connections/list-runs.ts";
import { pauseConnection } from "../../services/connections/pause-connection.ts";
import { resumeConnection } from "../../services/connections/resume-connection.ts";
import { syncNow } from "../../services/connections/sync-now.ts";
import { wakeConnections } from "../../services/connections/wake-connections.ts";
import { listBudgets } from "../../services/limits/list-budgets.ts";
import { setCap } from "../../services/limits/set-cap.ts";
import { getSettings } from "../../services/settings/get-settings.ts";
import { listPlaces } from "../../services/settings/list-places.ts";
import { updateSettings } from "../../services/settings/update-settings.ts";
import { procedure, router } from "../init.ts";

export const connectionsRouter = router({
  platforms: procedure
    .input(noInput)
    .output(z.array(platformInfo))
    .query(({ ctx }) => listPlatforms(ctx.ctx, ctx.actor)),
  connect: procedure
    .input(connectInput)
    .output(connection)
    .mutation(({ ctx, input }) => connectByInput(ctx.ctx, ctx.actor, input)),
  setOwnApp: procedure
    .input(ownAppInput)
    .output(platformInfo)
    .mutation(({ ctx, input }) => setOwnApp(ctx.ctx, ctx.actor, input)),
  removeOwnApp: procedure
    .input(platformId)
    .output(platformInfo)
    .mutation(({ ctx, input }) => removeOwnApp(ctx.ctx, ctx.actor, input)),
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
  budgets: procedure
    .input(connectionId)
    .output(z.array(budget))
    .query(({ ctx, input }) => listBudgets(ctx.ctx, ctx.actor, input.id)),
  setCap: procedure
    .input(capUpdate)
    .output(z.array(budget))
    .mutation(({ ctx, input }) => setCap(ctx.ctx, ctx.actor, input)),
  settings: procedure
    .input(connectionId)
    .output(connectionSettings)
    .query(({ ctx, input }) => getSettings(ctx.ctx, ctx.actor, input.id)),
  updateSettings: procedure
    .input(settingsUpdate)
    .output(connectionSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx.ctx, ctx.actor, input)),
  places: procedure
    .input(connectionId)
    .output(connectionPlaces)
    .query(({ ctx, input }) => listPlaces(ctx.ctx, ctx.actor, input.id)),
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
  wake: procedure
    .input(noInput)
    .output(woken)
    .mutation(({ ctx }) => wakeConnections(ctx.ctx, ctx.actor)),
  disconnect: procedure
    .input(connectionId)
    .output(disconnected)
    .mutation(({ ctx, input }) => disconnectConnection(ctx.ctx, ctx.actor, input.id)),
});
