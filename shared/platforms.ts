import * as z from "zod";

/** How a kind of item reads. `weight` (0 to 6) is the length of its tick on the spine. */
const kindFace = z.object({ verb: z.string(), weight: z.int().min(0).max(6) });

export const kindInfo = kindFace.extend({
  name: z.string(),
  plural: z.string(),
  /** A thing made (a release, a pull request): its title is set in bold. */
  made: z.boolean(),
  /** Where an item's `state` changes how it reads. */
  states: z.record(z.string(), kindFace),
});

/** A choice a person has before connecting; sent as `?<name>=1` to the address that starts it. */
export const connectOption = z.object({ name: z.string(), label: z.string(), help: z.string() });

export const platformInfo = z.object({
  id: z.string(),
  name: z.string(),
  /** Two letters, lower case; the platform's mark everywhere. */
  glyph: z.string(),
  /** A name of the palette: `gh` is the custom property `--p-gh`. */
  hue: z.string(),
  /** One sentence: what connecting reads. */
  reads: z.string(),
  /** What the platform calls a place: `repository`. */
  placeName: z.string(),
  kinds: z.record(z.string(), kindInfo),
  connect: z.object({
    type: z.literal("oauth"),
    /** Path that starts it, below the API's base: `/media/api/auth/github`. */
    start: z.string(),
    options: z.array(connectOption),
  }),
  configured: z.boolean(),
  /** What the server's owner must set, when it is not configured. */
  missing: z.array(z.string()),
});

export type PlatformInfo = z.infer<typeof platformInfo>;
export type KindInfo = z.infer<typeof kindInfo>;
export type KindFace = z.infer<typeof kindFace>;
