import type * as z from "zod";

/** What a host must provide to keep the sandbox's state over a restart. */
export interface SandboxStore {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The store, as JSON, read once and then kept in memory. */
export interface SandboxState {
  get<T>(key: string, schema: z.ZodType<T>): Promise<T | null>;
  put(key: string, value: unknown): Promise<void>;
  /** Reads, changes and keeps in one step that no other request can come between. */
  update<T>(key: string, schema: z.ZodType<T>, change: (value: T | null) => T): Promise<T>;
  delete(key: string): Promise<void>;
}

export function createState(store: SandboxStore): SandboxState {
  const known = new Map<string, string | null>();
  const load = async (key: string): Promise<void> => {
    if (known.has(key)) return;
    const stored = await store.get(key);
    // Somebody may have written while this read was under way: what they wrote is newer.
    if (!known.has(key)) known.set(key, stored);
  };
  const read = <T>(key: string, schema: z.ZodType<T>): T | null => {
    const text = known.get(key) ?? null;
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  const write = (key: string, value: unknown): Promise<void> => {
    const text = JSON.stringify(value);
    known.set(key, text);
    return store.put(key, text);
  };
  return {
    async get(key, schema) {
      await load(key);
      return read(key, schema);
    },
    put: write,
    async update(key, schema, change) {
      await load(key);
      const value = change(read(key, schema));
      await write(key, value);
      return value;
    },
    async delete(key) {
      known.set(key, null);
      await store.delete(key);
    },
  };
}
