import type { SandboxStore } from "./state.ts";

/** A store for tests: it forgets with the process. */
export function createMemoryStore(): SandboxStore {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key) ?? null,
    put: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
  };
}
