import * as z from "zod";
import { filterTerm, MOST_TERMS } from "./filter.ts";
import { isoTime } from "./item.ts";
import { zone } from "./me.ts";
import { platformFace } from "./platforms.ts";
import { freshness, scope, timelineListInput, timelinePage } from "./timeline.ts";

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

/** A term for all of its connections, or for one of them. */
export const profileTerm = z.intersection(
  filterTerm,
  z.object({ connectionId: z.string().max(64).nullable().default(null) }),
);

const terms = z.array(profileTerm).max(MOST_TERMS, `A profile has at most ${MOST_TERMS} terms.`);
const visibility = z.enum(["private", "unlisted", "public"]);
const theme = z.enum(["system", "light", "dark"]);
/** Ids; null for all, those to come among them. */
const chosen = z.array(z.string().max(64)).max(200).nullable();

/** The secret of an unlisted profile's address. */
const link = z.object({ key: z.string(), expiresAt: isoTime.nullable() });

export const profile = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** The one that was made with the account; it cannot be deleted. */
  isDefault: z.boolean(),
  visibility,
  /** The owner's where it has none of its own. */
  zone: z.string().nullable(),
  theme,
  connections: chosen,
  filter: terms,
  /** What is private at its source counts for its day; it is never shown. */
  countsPrivate: z.boolean(),
  /** Null where it is not unlisted, or its link was revoked. */
  link: link.nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
});

export const profileId = z.object({ id: z.string().min(1).max(64) });
export const profileCreate = z.strictObject({
  name,
  slug,
  description: description.default(""),
  visibility: visibility.default("private"),
  zone: zone.nullable().default(null),
  theme: theme.default("system"),
  connections: chosen.default(null),
  filter: terms.default([]),
  countsPrivate: z.boolean().default(false),
});
export const profileUpdate = z.strictObject({
  id: profileId.shape.id,
  name: name.optional(),
  slug: slug.optional(),
  description: description.optional(),
  visibility: visibility.optional(),
  zone: zone.nullable().optional(),
  theme: theme.optional(),
  connections: chosen.optional(),
  filter: terms.optional(),
  countsPrivate: z.boolean().optional(),
});

/** Makes a new link, and with it the old one useless. */
export const profileLinkInput = z.strictObject({
  id: profileId.shape.id,
  expiresAt: isoTime.nullable().default(null),
});

/** Exactly what a visitor gets, whatever its visibility. */
export const profilePreviewInput = timelineListInput
  .omit({ of: true })
  .extend({ id: profileId.shape.id });
export const profilePreview = timelinePage;

export const sharedProfileInput = z.strictObject({ of: scope });

/** What a visitor is told of a profile, and what it takes to show its entries. */
export const sharedProfile = z.object({
  name: z.string(),
  description: z.string(),
  theme,
  /** Its days are cut there: its own, or its owner's. */
  zone: z.string(),
  person: z.object({ handle: z.string(), name: z.string() }),
  /** All there are: which of them it shows is seen by its entries. */
  platforms: z.array(platformFace),
  freshness,
});

export type ProfileTerm = z.infer<typeof profileTerm>;
export type Profile = z.infer<typeof profile>;
export type SharedProfile = z.infer<typeof sharedProfile>;
