import * as z from "zod";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { hashSecret } from "../../oauth/encoding.ts";
import { deleteSession, findSession, putSession } from "../../store/sessions.ts";
import { ensureUser } from "../users/ensure-user.ts";
import type { Actor, Credentials, Identity } from "./identity.ts";

/** How long devpad's word is remembered. */
const REMEMBERED_MS = 60_000;
const TIMEOUT_MS = 8_000;

/** devpad's own session: its cookie where it reaches, or a Bearer key. */
export const devpadIdentity: Identity = {
  authenticate: async (ctx, credentials) => {
    const credential = credentialOf(credentials);
    if (credential === null) return null;
    const sessionHash = await hashSecret(`devpad ${credential.name} ${credential.value}`);
    const remembered = await findSession(ctx.db, sessionHash, ctx.now());
    if (remembered !== null)
      return { userId: remembered.userId, sessionHash, user: remembered.user };
    return await askDevpad(ctx, credential, sessionHash);
  },
  startSignIn: async (ctx, request) => {
    const back = new URL(`${ctx.config.apiUrl}${ctx.config.basePath}/api/auth/callback`);
    back.searchParams.set("next", request.nextPath);
    if (request.zone !== null) back.searchParams.set("zone", request.zone);
    return `${ctx.config.devpadUrl}/api/auth/login?return_to=${encodeURIComponent(back.href)}`;
  },
  signOut: async (ctx, credentials) => {
    const credential = credentialOf(credentials);
    if (credential !== null) {
      const hash = await hashSecret(`devpad ${credential.name} ${credential.value}`);
      await deleteSession(ctx.db, hash);
    }
    return { redirect: `${ctx.config.devpadUrl}/logout`, cookies: [] };
  },
};

interface Credential {
  readonly name: "authorization" | "cookie";
  readonly value: string;
}

const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,1000}$/;

function credentialOf(credentials: Credentials): Credential | null {
  if (credentials.bearer !== null) {
    return { name: "authorization", value: `Bearer ${credentials.bearer}` };
  }
  const session = credentials.cookie("auth_session");
  // It goes out in a header again: only what may stand in a cookie (RFC 6265, cookie-octet).
  if (session === null || !COOKIE_VALUE.test(session)) return null;
  return { name: "cookie", value: `auth_session=${session}` };
}

async function askDevpad(
  ctx: Context,
  credential: Credential,
  sessionHash: string,
): Promise<Actor | null> {
  const answer =
    (await ask(ctx, "/api/auth/session", credential)) ??
    (await ask(ctx, "/api/auth/verify", credential));
  if (answer === null) throw unavailable();
  if (!answer.authenticated || answer.user == null || !mayReadMedia(answer.scope)) return null;
  const { id, name, email } = answer.user;
  const userId = await ensureUser(ctx, {
    foreign: { from: "devpad", id },
    name: name ?? email?.split("@")[0] ?? "devpad user",
    email: email ?? null,
    zone: null,
  });
  const now = ctx.now();
  await putSession(ctx.db, {
    tokenHash: sessionHash,
    userId,
    createdAt: now,
    expiresAt: now + REMEMBERED_MS,
  });
  return { userId, sessionHash };
}

const sessionAnswer = z.object({
  authenticated: z.boolean(),
  user: z
    .object({
      id: z.union([z.string().min(1), z.number()]).transform(String),
      name: z.string().nullish(),
      email: z.string().nullish(),
    })
    .nullish(),
  /** What a key is for; a session has none. */
  scope: z.string().nullish(),
});

/** devpad's keys are for `devpad`, `blog`, `media`, `pulse` or `all`. */
function mayReadMedia(scope: string | null | undefined): boolean {
  return scope == null || scope === "media" || scope === "all";
}

/** A gateway's own page says nothing of the person. */
function isJson(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").includes("json");
}

/** Null when devpad does not know the address (an older or newer one); throws UPSTREAM when it is down. */
async function ask(
  ctx: Context,
  path: string,
  credential: Credential,
): Promise<z.infer<typeof sessionAnswer> | null> {
  try {
    const response = await ctx.fetch(`${ctx.config.devpadUrl}${path}`, {
      headers: { accept: "application/json", [credential.name]: credential.value },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) {
      await response.body?.cancel();
      return null;
    }
    if (response.status === 401 && isJson(response)) {
      await response.body?.cancel();
      return { authenticated: false, user: null };
    }
    if (!response.ok) {
      await response.body?.cancel();
      ctx.log.warn("devpad.unavailable", { path, status: response.status });
      throw unavailable();
    }
    return sessionAnswer.parse(await response.json());
  } catch (error) {
    if (error instanceof AppError) throw error;
    ctx.log.warn("devpad.unavailable", { path, reason: error instanceof Error ? error.name : "" });
    throw unavailable();
  }
}

function unavailable(): AppError {
  return new AppError(
    "UPSTREAM",
    "devpad, where you sign in, does not answer at the moment. You are still signed in and nothing is lost; try again in a minute.",
  );
}
