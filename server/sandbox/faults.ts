import * as z from "zod";
import type { SandboxState } from "./state.ts";

const KEY = "faults";

/** What can be made to go wrong everywhere; a stand-in adds `failures` and `switches` of its own. */
export const GENERAL_FAULTS: readonly string[] = [
  "status",
  "rate_limited",
  "secondary",
  "too_many",
  "server_error",
  "stall",
  "reset",
  "truncated",
  "wrong_types",
  "empty",
  "revoked",
  "scope",
  "redirect_loop",
  "huge",
  "not_found",
];

export const faultInput = z.object({
  platform: z.string(),
  /** A name of the stand-in's endpoints, or `*`. */
  endpoint: z.string().default("*"),
  fault: z.string(),
  /** How many requests it strikes; null is for ever. */
  count: z
    .union([z.int().min(1), z.literal("forever").transform(() => null)])
    .nullable()
    .default(null),
  /** How many matching requests it lets pass before. */
  after: z.int().min(0).default(0),
  /** Strikes only addresses that contain this. */
  match: z.string().optional(),
  /** For `status`. */
  status: z.int().min(200).max(599).default(500),
  body: z.enum(["json", "html", "empty"]).default("json"),
  message: z.string().optional(),
  /** Seconds, as the `retry-after` header of `secondary`, `too_many` and `status`; absent: no header. */
  retry_after: z.int().min(0).optional(),
  /** For `rate_limited`: seconds until the limit is lifted. */
  reset_after: z.int().min(0).default(60),
  /** For `stall`. */
  ms: z.int().min(0).default(60_000),
  /** For `limit`: requests a window (an hour, or a minute for `search`). */
  limit: z.int().min(0).default(30),
  /** For `huge`. */
  bytes: z
    .int()
    .min(1)
    .default(50 * 1024 * 1024),
});

const fault = faultInput.extend({ id: z.string(), count: z.int().nullable() });
export type Fault = z.infer<typeof fault>;

export interface Faults {
  list(): Promise<readonly Fault[]>;
  add(input: z.infer<typeof faultInput>): Promise<Fault>;
  clear(): Promise<void>;
  /** The fault that strikes this request, used up by one; null when the request is to succeed. */
  claim(
    standIn: { readonly id: string; readonly switches: readonly string[] },
    endpoint: string,
    address: string,
  ): Promise<Fault | null>;
}

export function createFaults(state: SandboxState): Faults {
  const schema = z.array(fault);
  const read = async (): Promise<Fault[]> => (await state.get(KEY, schema)) ?? [];
  return {
    list: read,
    async add(input) {
      const added: Fault = { ...input, id: crypto.randomUUID() };
      await state.update(KEY, schema, (all) => [...(all ?? []), added]);
      return added;
    },
    clear: () => state.put(KEY, []),
    async claim({ id, switches }, endpoint, address) {
      const strikes = (entry: Fault): boolean =>
        !switches.includes(entry.fault) &&
        entry.platform === id &&
        (entry.endpoint === "*" || entry.endpoint === endpoint) &&
        (entry.match === undefined || address.includes(entry.match));
      if (!(await read()).some(strikes)) return null;
      let struck: Fault | null = null;
      await state.update(KEY, schema, (all) => {
        const matching = (all ?? []).filter(strikes);
        struck = matching.find((entry) => entry.after === 0) ?? null;
        return (all ?? []).flatMap((entry) =>
          matching.includes(entry) ? wear(entry, struck) : [entry],
        );
      });
      return struck;
    },
  };
}

/** What is left of a matching fault after one more request. */
function wear(entry: Fault, struck: Fault | null): Fault[] {
  if (entry.after > 0) return [{ ...entry, after: entry.after - 1 }];
  if (entry !== struck || entry.count === null) return [entry];
  return entry.count > 1 ? [{ ...entry, count: entry.count - 1 }] : [];
}
