import { Hono } from "hono";
import type { Context as HonoContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { connectionId } from "../../shared/connections.ts";
import { zone as zoneSchema } from "../../shared/me.ts";
import type { ProblemCode } from "../../shared/problems.ts";
import type { MediaEnv } from "./media-env.ts";
import type { Context } from "../context.ts";
import { AppError, OAuthError } from "../errors.ts";
import type { Platform } from "../platforms/platform.ts";
import { connectAccount } from "../services/connections/connect-account.ts";
import { PRIVATE_OPTION } from "../services/connections/list-platforms.ts";
import { beginConsent } from "../services/consent/begin-consent.ts";
import { endConsent } from "../services/consent/end-consent.ts";
import type { Consent } from "../services/consent/end-consent.ts";
import {
  SESSION_COOKIE,
  SESSION_LIFE_MS,
  finishGithubSignIn,
} from "../services/identity/github-identity.ts";
import { identityOf } from "../services/identity/identity-of.ts";
import { keepZone } from "../services/users/keep-zone.ts";
import { credentialsOf } from "./credentials.ts";
import { refusedPage } from "./refused-page.ts";
import { isOwnNavigation } from "./same-origin.ts";

/** The browser's half of a consent round trip. */
const CONSENT_COOKIE = "__Host-media_consent";
const CONSENT_COOKIE_LIFE_S = 600;

/** Signing in and out, and connecting: plain redirects, each way of failing ending on a page with a sentence. */
export const authRoutes = new Hono<MediaEnv>()
  .get("/login", async (c) => {
    const ctx = c.get("ctx");
    try {
      const location = await identityOf(ctx).startSignIn(ctx, {
        nextPath: nextPathOf(c),
        zone: zoneOf(c),
        consentCookie: consentCookie(c, ctx),
      });
      return c.redirect(location);
    } catch (error) {
      return toLanding(c, problemOf(ctx, error));
    }
  })
  .get("/callback", async (c) => {
    const ctx = c.get("ctx");
    try {
      const actor = await c.get("authenticate")();
      if (actor === null) return toLanding(c, "sign_in_failed");
      const zone = zoneOf(c);
      if (zone !== null) await keepZone(ctx, actor, zone);
      return c.redirect(`${ctx.config.frontendUrl}${nextPathOf(c)}`);
    } catch (error) {
      return toLanding(c, problemOf(ctx, error));
    }
  })
  .post("/logout", async (c) => {
    const ctx = c.get("ctx");
    const { redirect, cookies } = await identityOf(ctx).signOut(ctx, credentialsOf(c));
    for (const name of cookies) deleteCookie(c, name, { path: "/", secure: true });
    return c.json({ redirect });
  })
  .get("/:platform", async (c) => {
    const ctx = c.get("ctx");
    const platform = platformOf(c, ctx);
    if (!isOwnNavigation(c)) return c.html(refusedPage(ctx.config.frontendUrl, platform.name), 403);
    try {
      const actor = await c.get("authenticate")();
      if (actor === null) {
        const login = `${ctx.config.apiUrl}${ctx.config.basePath}/api/auth/login`;
        return c.redirect(`${login}?next=/connections`);
      }
      const location = await beginConsent(ctx, {
        platform,
        purpose: "connect",
        actor,
        cookie: consentCookie(c, ctx),
        includePrivate: c.req.query(PRIVATE_OPTION) === "1",
        nextPath: reconnectPath(c),
        zone: null,
      });
      return c.redirect(location);
    } catch (error) {
      return toConnections(c, { problem: problemOf(ctx, error), platform: platform.id });
    }
  })
  .get("/:platform/callback", async (c) => {
    const ctx = c.get("ctx");
    const platform = platformOf(c, ctx);
    let consent: Consent | null = null;
    try {
      const actor = await c.get("authenticate")();
      consent = await endConsent(ctx, {
        platform,
        state: parameter(c, "state"),
        code: parameter(c, "code"),
        error: parameter(c, "error"),
        cookie: getCookie(c, CONSENT_COOKIE) ?? null,
        sessionHash: actor?.sessionHash ?? null,
      });
      if (consent.request.purpose === "sign_in") {
        return await signIn(c, consent);
      }
      const made = await connectAccount(ctx, platform, consent);
      return c.redirect(`${ctx.config.frontendUrl}${returnPath(consent.request.nextPath, made)}`);
    } catch (error) {
      const problem = problemOf(ctx, error);
      const isSigningIn =
        consent?.request.purpose === "sign_in" ||
        (error instanceof OAuthError && error.purpose === "sign_in");
      return isSigningIn
        ? toLanding(c, problem)
        : toConnections(c, { problem, platform: platform.id });
    }
  })
  .all("*", () => {
    throw new AppError("NOT_FOUND", "There is no such address.");
  });

async function signIn(c: HonoContext<MediaEnv>, consent: Consent): Promise<Response> {
  const ctx = c.get("ctx");
  const token = await finishGithubSignIn(ctx, consent);
  setCookie(c, SESSION_COOKIE, token, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    maxAge: SESSION_LIFE_MS / 1000,
  });
  return c.redirect(`${ctx.config.frontendUrl}${consent.request.nextPath}`);
}

/** The cookie that stands already serves a second tab too. */
function consentCookie(c: HonoContext<MediaEnv>, ctx: Context): string {
  const standing = getCookie(c, CONSENT_COOKIE);
  const value = standing && /^[\w-]{43}$/.test(standing) ? standing : ctx.newSecret();
  setCookie(c, CONSENT_COOKIE, value, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    maxAge: CONSENT_COOKIE_LIFE_S,
  });
  return value;
}

function platformOf(c: HonoContext<MediaEnv>, ctx: Context): Platform {
  const platform = ctx.platforms.find((one) => one.id === c.req.param("platform"));
  if (!platform) throw new AppError("NOT_FOUND", "There is no such platform.");
  if (platform.connect.type !== "oauth") {
    const message = `${platform.name} is not connected through a consent page, but on the Connections page.`;
    throw new AppError("NOT_FOUND", message);
  }
  return platform;
}

const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\r\n]*$/);

/** Remembers which connection was to be reconnected, to tell when another account was approved instead. */
function reconnectPath(c: HonoContext<MediaEnv>): string {
  const id = connectionId.shape.id.regex(/^\w+$/).safeParse(c.req.query("reconnect"));
  return id.success ? `/connections?reconnect=${id.data}` : "/connections";
}

function returnPath(nextPath: string, made: { id: string; isNew: boolean }): string {
  const connected = made.id;
  const wanted = new URLSearchParams(nextPath.split("?")[1]).get("reconnect");
  const search = new URLSearchParams({ connected, ...(made.isNew ? { new: "1" } : {}) });
  if (wanted !== null && wanted !== connected) search.set("instead", wanted);
  return `/connections?${search}`;
}

/** A path of our own to return to; anything else leads to the timeline. */
function nextPathOf(c: HonoContext<MediaEnv>): string {
  return ownPath.catch("/timeline").parse(c.req.query("next"));
}

function zoneOf(c: HonoContext<MediaEnv>): string | null {
  return zoneSchema
    .nullable()
    .catch(null)
    .parse(c.req.query("zone") ?? null);
}

function parameter(c: HonoContext<MediaEnv>, name: string): string | null {
  return z
    .string()
    .min(1)
    .max(2000)
    .nullable()
    .catch(null)
    .parse(c.req.query(name) ?? null);
}

function problemOf(ctx: Context, error: unknown): ProblemCode {
  if (error instanceof OAuthError) {
    ctx.log.info("oauth.failed", { problem: error.code });
    return error.code;
  }
  if (error instanceof AppError && error.code === "UPSTREAM") return "sign_in_unavailable";
  ctx.log.error("oauth.unforeseen", error);
  return "unavailable";
}

function toLanding(c: HonoContext<MediaEnv>, problem: ProblemCode): Response {
  return c.redirect(`${c.get("ctx").config.frontendUrl}/?problem=${problem}`);
}

function toConnections(c: HonoContext<MediaEnv>, query: Record<string, string>): Response {
  const search = new URLSearchParams(query);
  return c.redirect(`${c.get("ctx").config.frontendUrl}/connections?${search}`);
}
