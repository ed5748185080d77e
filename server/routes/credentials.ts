import type { Context as HonoContext } from "hono";
import { getCookie } from "hono/cookie";
import type { Credentials } from "../services/identity/identity.ts";

/** What a request shows of itself. A Bearer request's cookies are never looked at. */
export function credentialsOf(c: HonoContext): Credentials {
  const bearer = /^Bearer\s+(\S{1,500})$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
  const hasAuthorization = c.req.header("authorization") !== undefined;
  return {
    bearer,
    cookie: (name) => (hasAuthorization ? null : (getCookie(c, name) ?? null)),
  };
}
