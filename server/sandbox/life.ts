import * as z from "zod";
import type { SandboxState } from "./state.ts";

const KEY = "life";
/** A restart within this time goes on with the session there is: saving a file restarts often. */
const PAUSE_MS = 30 * 60_000;

/** The life sessions, this start's included. Each is named by when it began, in whole seconds. */
export async function startLife(state: SandboxState, now: number): Promise<readonly number[]> {
  const sessions = (await state.get(KEY, z.array(z.int()))) ?? [];
  const last = sessions.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (now - last < PAUSE_MS) return sessions;
  const all = [...sessions, Math.ceil(now / 1000) * 1000];
  await state.put(KEY, all);
  return all;
}
