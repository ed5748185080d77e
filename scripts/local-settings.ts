import { Stop } from "./stop.ts";

/** Settings of a local server that come from the shell; see README, "Settings". */

const CARRIED = /^(MEDIA_[A-Z0-9_]+|DEVPAD_URL|EncryptionKey|EncryptionKeyPrevious)$/;
const FOR_SCRIPTS = new Set(["MEDIA_STATE_DIR"]);

/** What the shell sets goes before `.dev.vars` and wrangler.toml. An empty value means "unset". */
export function shellSettings(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && CARRIED.test(name) && !FOR_SCRIPTS.has(name)) settings[name] = value;
  }
  return settings;
}

/** The addresses of wrangler.toml, moved to another port. */
export function addressesAt(port: number): Record<string, string> {
  const origin = `http://localhost:${port}`;
  return {
    MEDIA_API_URL: origin,
    MEDIA_FRONTEND_URL: origin,
    DEVPAD_URL: `${origin}/sandbox/devpad.tools`,
    MEDIA_UPSTREAM_ORIGIN: `${origin}/sandbox`,
  };
}

/** The port of a local server: `PORT`, or 8787. */
export function localPort(env: Readonly<Record<string, string | undefined>>): number {
  const text = env["PORT"];
  if (text === undefined || text === "") return 8787;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Stop(
      `PORT is "${text}", which is not a port: set a number from 1 to 65535, or leave it out.`,
    );
  }
  return port;
}

/** Settings for a server that must use the sandbox, whatever `.dev.vars` says. */
export function sandboxOnly(port: number): Record<string, string> {
  return {
    ...addressesAt(port),
    MEDIA_UPSTREAM_ONLY: "",
    MEDIA_IDENTITY: "",
    MEDIA_ALLOWED_LOGINS: "",
    MEDIA_CORS_ORIGINS: "",
    MEDIA_PLAN: "paid",
    MEDIA_METER: "1",
    MEDIA_GITHUB_CLIENT_ID: "sandbox-client",
    MEDIA_GITHUB_CLIENT_SECRET: "sandbox-secret",
  };
}
