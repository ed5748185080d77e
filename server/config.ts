import * as z from "zod";

/** Everything the environment decides, parsed once. A wrong value stops the start with its name. */
export interface MediaConfig {
  readonly environment: "development" | "staging" | "production";
  /** Origins, without a slash at the end. */
  readonly apiUrl: string;
  readonly frontendUrl: string;
  readonly devpadUrl: string;
  /** Where the app is mounted: `/media`. */
  readonly basePath: string;
  readonly corsOrigins: readonly string[];
  readonly identity: "devpad" | "github";
  /** Lower-case logins that `MEDIA_IDENTITY=github` admits; nobody else gets in. */
  readonly allowedLogins: readonly string[];
  /** Base64 of 32 bytes each; the first seals, all open. */
  readonly encryptionKeys: readonly string[];
  /** `free`: one invocation makes at most 50 requests. `paid` lifts it. */
  readonly plan: "free" | "paid";
  /** After so many failures in a row a connection is left alone for at least the cooldown. */
  readonly circuitBreaker: { readonly threshold: number; readonly cooldownMs: number };
  /** The queue that messages go to after they failed too often; null for one whose name ends in `-dlq`. */
  readonly deadLetterQueue: string | null;
  /** How long raw answers are kept once newer ones have come; null keeps them for good. */
  readonly snapshotsKeptMs: number | null;
  /** What all connections of the server's app may use of a platform in its period; null for all there is. */
  cap(platform: string): number | null;
  /** Every answer tells its cost in `Server-Timing`; in development only. */
  readonly meter: boolean;
  /** The person's OAuth client of a platform, or the names of the variables that are not set. */
  oauthClient(platform: string): OAuthClient | { readonly missing: readonly string[] };
  /** Where a platform's addresses are really served, or null for the real ones. */
  upstreamOrigin(platform: string): string | null;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Names the variable and what it should hold, never the value. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

const parsedConfigs = new WeakMap<object, MediaConfig>();

/** The configuration of an environment, parsed the first time it is seen. */
export function configOf(
  env: object,
  host: { basePath: string; corsOrigins?: readonly string[] },
): MediaConfig {
  const known = parsedConfigs.get(env);
  if (known) return known;
  const config = parseConfig(env, { basePath: host.basePath, corsOrigins: host.corsOrigins ?? [] });
  parsedConfigs.set(env, config);
  return config;
}

/** Reads strings only; an empty string is the same as unset. */
function parseConfig(
  env: object,
  host: { basePath: string; corsOrigins: readonly string[] },
): MediaConfig {
  const raw = Object.fromEntries(
    Object.entries(env).filter(([, value]) => typeof value === "string" && value !== ""),
  );
  const parsed = variables.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join(".") ?? "The environment"}: ${issue?.message ?? ""}`);
  }
  const v = parsed.data;
  const development = v.ENVIRONMENT === "development";
  if (v.MEDIA_UPSTREAM_ORIGIN !== undefined && !development) {
    throw new ConfigError(
      "MEDIA_UPSTREAM_ORIGIN: only allowed where ENVIRONMENT is development. Remove it from this deployment.",
    );
  }
  const secrets = clientVariables.parse(raw);
  return {
    environment: v.ENVIRONMENT,
    apiUrl: v.MEDIA_API_URL,
    frontendUrl: v.MEDIA_FRONTEND_URL,
    devpadUrl: v.DEVPAD_URL,
    basePath: host.basePath,
    corsOrigins: [...host.corsOrigins, ...v.MEDIA_CORS_ORIGINS],
    identity: v.MEDIA_IDENTITY,
    allowedLogins: v.MEDIA_ALLOWED_LOGINS.map((login) => login.toLowerCase()),
    encryptionKeys: [v.EncryptionKey, v.EncryptionKeyPrevious].filter((key) => key !== undefined),
    plan: v.MEDIA_PLAN,
    circuitBreaker: {
      threshold: v.MEDIA_CIRCUIT_BREAKER_THRESHOLD,
      cooldownMs: v.MEDIA_CIRCUIT_BREAKER_COOLDOWN_MINUTES * 60_000,
    },
    deadLetterQueue: v.MEDIA_DEAD_LETTER_QUEUE ?? null,
    snapshotsKeptMs:
      v.MEDIA_SNAPSHOT_DAYS === undefined ? null : v.MEDIA_SNAPSHOT_DAYS * 86_400_000,
    cap: (platform) => readCap(secrets, platform),
    meter: development && v.MEDIA_METER === "1",
    oauthClient: (platform) => readClient(secrets, platform),
    upstreamOrigin: (platform) => {
      const { MEDIA_UPSTREAM_ORIGIN: origin, MEDIA_UPSTREAM_ONLY: only } = v;
      if (origin === undefined || (only.length > 0 && !only.includes(platform))) return null;
      return origin;
    },
  };
}

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );

const origin = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://media.example.org" })
  .transform((text) => text.replace(/\/+$/, ""));

const sealingKey = z
  .string()
  .refine(isKey, "must be 32 bytes in base64. Make one with: openssl rand -base64 32");

const loopback = origin.refine(
  (text) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(text).hostname),
  "must be a loopback address, such as http://localhost:8787/sandbox",
);

const variables = z.object({
  ENVIRONMENT: z.enum(["development", "staging", "production"]).default("production"),
  MEDIA_API_URL: origin.default("https://media.devpad.tools"),
  MEDIA_FRONTEND_URL: origin.default("https://media.devpad.tools"),
  DEVPAD_URL: origin.default("https://devpad.tools"),
  MEDIA_CORS_ORIGINS: list,
  MEDIA_IDENTITY: z.enum(["devpad", "github"]).default("devpad"),
  MEDIA_ALLOWED_LOGINS: list,
  EncryptionKey: sealingKey,
  EncryptionKeyPrevious: sealingKey.optional(),
  MEDIA_PLAN: z.enum(["free", "paid"]).default("free"),
  MEDIA_CIRCUIT_BREAKER_THRESHOLD: z.coerce.number().int().min(1).max(100).default(3),
  MEDIA_CIRCUIT_BREAKER_COOLDOWN_MINUTES: z.coerce.number().min(1).max(1440).default(5),
  MEDIA_DEAD_LETTER_QUEUE: z.string().optional(),
  MEDIA_SNAPSHOT_DAYS: z.coerce.number().min(1).max(36_500).optional(),
  MEDIA_METER: z.string().optional(),
  MEDIA_UPSTREAM_ORIGIN: loopback.optional(),
  MEDIA_UPSTREAM_ONLY: list,
});

const clientVariables = z.record(z.string(), z.string());

function readClient(
  values: Readonly<Record<string, string>>,
  platform: string,
): OAuthClient | { missing: string[] } {
  const prefix = `MEDIA_${platform.toUpperCase()}_CLIENT`;
  const names = [`${prefix}_ID`, `${prefix}_SECRET`] as const;
  const [clientId, clientSecret] = [values[names[0]], values[names[1]]];
  if (clientId && clientSecret) return { clientId, clientSecret };
  return { missing: names.filter((name) => !values[name]) };
}

/** `MEDIA_TWITTER_CAP=20`: by the platform's own meter. */
function readCap(values: Readonly<Record<string, string>>, platform: string): number | null {
  const name = `MEDIA_${platform.toUpperCase()}_CAP`;
  const text = values[name];
  if (text === undefined) return null;
  const cap = Number(text);
  if (!Number.isFinite(cap) || cap < 0) {
    throw new ConfigError(`${name}: must be a number, such as 20.`);
  }
  return cap;
}

function isKey(text: string): boolean {
  try {
    return atob(text).length === 32;
  } catch {
    return false;
  }
}
