import { trpcServer } from "@hono/trpc-server";
import { Hono } from "hono";
import type { Context as HonoContext } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import type { MediaAppConfig } from "./bindings.ts";
import { ConfigError, configOf } from "./config.ts";
import { createRequestContext } from "./context.ts";
import { AppError } from "./errors.ts";
import type { AppErrorCode } from "./errors.ts";
import { createLog } from "./log.ts";
import { authRoutes } from "./routes/auth.ts";
import { BOOKMARK_HEADER, bookmarkOf, keepBookmark } from "./routes/bookmark.ts";
import { credentialsOf } from "./routes/credentials.ts";
import { healthRoutes } from "./routes/health.ts";
import type { MediaEnv } from "./routes/media-env.ts";
import { guardChanges } from "./routes/same-origin.ts";
import { serverTiming } from "./routes/server-timing.ts";
import { identityOf } from "./services/identity/identity-of.ts";
import type { Actor } from "./services/identity/identity.ts";
import type { TrpcContext } from "./trpc/init.ts";
import { appRouter } from "./trpc/router.ts";

export const DEFAULT_BASE_PATH = "/media";

/** Procedures that one request may ask at once; the client sends as many. */
const MOST_CALLS = 10;

/** The whole API, to be mounted under `basePath`: `parent.route("/media", createMediaApp())`. */
export function createMediaApp(host: MediaAppConfig = {}): Hono<MediaEnv> {
  const basePath = host.basePath ?? DEFAULT_BASE_PATH;
  const app = new Hono<MediaEnv>();
  app.use(secureHeaders());
  app.use(async (c, next) => {
    const isChange = !["GET", "HEAD"].includes(c.req.method);
    const config = configOf(c.env, { ...host, basePath });
    const seen = { bookmark: bookmarkOf(c), isChange };
    const { ctx, bookmark } = createRequestContext(c.env, config, seen);
    let actor: Promise<Actor | null> | null = null;
    c.set("ctx", ctx);
    c.set("authenticate", () => (actor ??= identityOf(ctx).authenticate(ctx, credentialsOf(c))));
    await next();
    if (ctx.meter.rowsWritten > 0) keepBookmark(c, bookmark(), basePath);
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    if (ctx.config.meter) c.header("server-timing", serverTiming(ctx.meter), { append: true });
  });
  app.use(
    cors({
      origin: (origin, c: HonoContext<MediaEnv>) =>
        ownOrigins(c).includes(origin) ? origin : null,
      allowMethods: ["GET", "POST"],
      allowHeaders: ["content-type", "authorization", BOOKMARK_HEADER],
      exposeHeaders: [BOOKMARK_HEADER],
      credentials: true,
    }),
  );
  app.use(guardChanges(ownOrigins));
  app.route("/health", healthRoutes);
  app.route("/api/auth", authRoutes);
  app.use(
    "/api/*",
    trpcServer({
      endpoint: `${basePath}/api`,
      maxBatchSize: MOST_CALLS,
      router: appRouter,
      createContext: (_, c: HonoContext<MediaEnv>): TrpcContext & Record<string, unknown> => ({
        ctx: c.get("ctx"),
        authenticate: c.get("authenticate"),
      }),
      onError: ({ error, path, ctx }) => {
        const isOurs = error.cause instanceof AppError || error.code !== "INTERNAL_SERVER_ERROR";
        if (!isOurs)
          (ctx?.ctx.log ?? createLog()).error("trpc.unforeseen", error, { path: path ?? "" });
      },
    }),
  );
  app.all("*", () => {
    throw new AppError("NOT_FOUND", "There is no such address.");
  });
  app.onError((error, c) => errorAnswer(c, error));
  return app;
}

function ownOrigins(c: HonoContext<MediaEnv>): readonly string[] {
  const { apiUrl, frontendUrl, corsOrigins } = c.get("ctx").config;
  return [apiUrl, frontendUrl, ...corsOrigins];
}

const STATUS = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  CONFLICT: 409,
  INVALID: 400,
  LIMITED: 429,
  UPSTREAM: 502,
} as const satisfies Record<AppErrorCode, number>;

/** An error as plain HTTP says it; what nobody foresaw says little and is logged. */
function errorAnswer(c: HonoContext, error: Error): Response {
  if (error instanceof AppError) {
    return c.json({ error: { code: error.code, message: error.message } }, STATUS[error.code]);
  }
  createLog().error(error instanceof ConfigError ? "config.wrong" : "http.unforeseen", error);
  const message =
    error instanceof ConfigError
      ? "This server is not set up rightly. Its owner finds what to change in the log."
      : "Something went wrong on this server. Nothing was lost; try again.";
  return c.json({ error: { code: "INTERNAL", message } }, 500);
}
