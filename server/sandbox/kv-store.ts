import type { SandboxStore } from "./state.ts";

/** The part of a KV namespace that is used; a `KVNamespace` fits. */
interface KeyValueNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

export function createKvStore(namespace: KeyValueNamespace): SandboxStore {
  return {
    get: (key) => namespace.get(key),
    put: (key, value) => namespace.put(key, value),
    delete: (key) => namespace.delete(key),
  };
}
