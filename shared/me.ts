import * as z from "zod";
import { isoTime } from "./item.ts";

/** An IANA zone name that this runtime knows. */
export const zone = z
  .string()
  .max(64)
  .refine(isZone, "That is not a time zone. Use a name such as Europe/Berlin.");

/** Names a person in addresses: 2 to 32 letters, digits or hyphens. */
export const handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])$/,
    "A handle has 2 to 32 letters, digits or hyphens, and no hyphen at its ends.",
  );

export const me = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  zone: z.string(),
  /** Where the person signs in: it says where signing out leads. */
  identity: z.enum(["devpad", "github"]),
  createdAt: isoTime,
  /** When everything is erased, as was asked; null while nobody asked. */
  eraseAt: isoTime.nullable(),
});

/** The person's own handle, typed out: nobody erases everything by one click. */
export const eraseInput = z.strictObject({ handle: z.string().trim().toLowerCase().max(100) });

export const meUpdate = z
  .object({
    name: z.string().trim().min(1, "A name has at least one letter.").max(80),
    handle,
    zone,
  })
  .partial();

export type Me = z.infer<typeof me>;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
