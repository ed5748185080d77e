import { createGithubSandbox } from "../platforms/github/sandbox/github-sandbox.ts";
import { createDevpadSandbox } from "./devpad/devpad-sandbox.ts";
import type { PlatformSandbox } from "./platform-sandbox.ts";

/** THE line per stand-in. */
export function createStandIns(): readonly PlatformSandbox[] {
  return [createDevpadSandbox(), createGithubSandbox()];
}
