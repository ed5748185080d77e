/// <reference types="vite/client" />
import type { PlatformSandbox } from "./platform-sandbox.ts";

/** What `sandbox/index.ts` of a platform's folder exports. */
interface StandInModule {
  createStandIn(): PlatformSandbox;
}

/** Every platform's stand-in: a folder with a `sandbox/index.ts` is all it takes. */
export function createStandIns(): readonly PlatformSandbox[] {
  const found = import.meta.glob<StandInModule>("../platforms/*/sandbox/index.ts", { eager: true });
  return Object.values(found).map((each) => each.createStandIn());
}
