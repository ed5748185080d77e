import { resolve } from "node:path";
import { sandboxOnly } from "../scripts/local-settings.ts";
import { wipeState } from "../scripts/lock-state.ts";
import { runScript } from "../scripts/stop.ts";
import { E2E_PORT } from "./port.ts";

// `npm start` on a port and a database of its own, always new and always with the sandbox.
const state = resolve(import.meta.dirname, "../.wrangler/e2e");
await runScript(() => wipeState(state));
Object.assign(process.env, sandboxOnly(E2E_PORT), {
  PORT: String(E2E_PORT),
  MEDIA_STATE_DIR: state,
});
await import("../scripts/start.ts");
