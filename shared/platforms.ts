import * as z from "zod";

/** How a kind of item reads. `weight` (0 to 6) is the length of its tick on the spine. */
/** A kind without a verb is read by its text alone: a post. */
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

/** A text that is asked for when connecting by handle, key or address. */
export const connectField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  example: z.string(),
  /** Not to be shown while it is typed, and never again. */
  secret: z.boolean(),
});

/** How a source is connected: through a consent page, or with `connections.connect`. */
export const connectWay = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("oauth"),
    /** Path that starts it, below the API's base: `/media/api/auth/github`. */
    start: z.string(),
    options: z.array(connectOption),
    /** To be registered with an app of one's own. */
    redirectUri: z.string(),
    /** How to make an app of one's own there. */
    ownApp: z.object({ url: z.string(), steps: z.array(z.string()) }),
    /** The id of the app that this person brought, if any. */
    ownClientId: z.string().nullable(),
  }),
  z.object({ type: z.literal("input"), fields: z.array(connectField) }),
]);

/** One choice of a platform's settings, and how it is drawn. */
export const settingField = z.discriminatedUnion("type", [
  z.object({ type: z.literal("flag"), name: z.string(), label: z.string(), help: z.string() }),
  z.object({
    type: z.literal("choice"),
    name: z.string(),
    label: z.string(),
    help: z.string(),
    options: z.array(z.string()),
  }),
  /** Names of places, picked from those that were seen. */
  z.object({ type: z.literal("places"), name: z.string(), label: z.string(), help: z.string() }),
]);

/** What is counted of its use, and for how long at a time. */
export const meterInfo = z.object({
  counts: z.enum(["requests", "units", "dollars"]),
  /** A fixed length in milliseconds, or the calendar of an IANA zone. */
  period: z.union([
    z.object({ ms: z.int() }),
    z.object({ unit: z.enum(["day", "month"]), zone: z.string() }),
  ]),
});

/** What it takes to show what comes from a platform. */
export const platformFace = z.object({
  id: z.string(),
  name: z.string(),
  /** One or two letters, lower case; the platform's mark everywhere. */
  glyph: z.string(),
  /** A name of the palette: `gh` is the custom property `--p-gh`. */
  hue: z.string(),
  kinds: z.record(z.string(), kindInfo),
  /** Words that may stand on an item, and how each is shown. */
  marks: z.record(z.string(), z.string()),
});

export const platformInfo = platformFace.extend({
  /** One sentence: what connecting reads. */
  reads: z.string(),
  /** What the platform calls a place: `repository`. */
  placeName: z.string(),
  /** Other words for it in a filter: `repo`. */
  placeWords: z.array(z.string()),
  connect: connectWay,
  settings: z.array(settingField),
  /** What its requests cost beyond being some, by name. */
  usageNames: z.record(z.string(), z.string()),
  /** What `connections.budgets` counts in; null where it has none. */
  meter: meterInfo.nullable(),
  /** False for OAuth where neither the server nor this person has an app. */
  configured: z.boolean(),
  /** What the server's owner must set, when it has no app. */
  missing: z.array(z.string()),
});

export const platformId = z.object({ platform: z.string().min(1).max(32) });

/** What a person types to connect; each platform's own schema says which texts. */
export const connectInput = platformId.extend({
  input: z.record(z.string().max(64), z.string().max(4000)),
});

/** A client of one's own at a platform; the secret is sealed and never shown again. */
export const ownAppInput = platformId.extend({
  clientId: z.string().trim().min(1, "A client id is needed.").max(500),
  clientSecret: z.string().trim().min(1, "A client secret is needed.").max(500),
});

export type PlatformFace = z.infer<typeof platformFace>;
export type PlatformInfo = z.infer<typeof platformInfo>;
export type MeterInfo = z.infer<typeof meterInfo>;
export type KindInfo = z.infer<typeof kindInfo>;
export type KindFace = z.infer<typeof kindFace>;
export type SettingField = z.infer<typeof settingField>;
export type ConnectWay = z.infer<typeof connectWay>;
