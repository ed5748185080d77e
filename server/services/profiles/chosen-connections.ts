import * as z from "zod";
import { parseStored } from "../../store/stored-json.ts";
import type { ProfileRow } from "../../store/profiles.ts";

const ids = z.array(z.string());

/** The connections that a profile was made for; null for all. What cannot be read is none. */
export function chosenConnections({ connections }: ProfileRow): readonly string[] | null {
  return connections === null ? null : (parseStored(ids, connections) ?? []);
}
