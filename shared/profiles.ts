import * as z from "zod";
import { isoTime } from "./item.ts";

/** Names a profile in addresses: 1 to 48 letters, digits or hyphens. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/,
    "An address has up to 48 letters, digits or hyphens, and no hyphen at its ends.",
  );

const name = z.string().trim().min(1, "A profile needs a name.").max(80);
const description = z.string().trim().max(500);

export const profile = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** The one that was made with the account; it cannot be deleted. */
  isDefault: z.boolean(),
  createdAt: isoTime,
  updatedAt: isoTime,
});

export const profileId = z.object({ id: z.string().min(1).max(64) });
export const profileCreate = z.object({ name, slug, description: description.default("") });
export const profileUpdate = profileId.extend({
  name: name.optional(),
  slug: slug.optional(),
  description: description.optional(),
});

export type Profile = z.infer<typeof profile>;
