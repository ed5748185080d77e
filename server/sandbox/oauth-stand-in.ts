import * as z from "zod";
import { isClient, isClientId } from "./clients.ts";
import { browserLogin, oauthConsentPage } from "./oauth-consent-page.ts";
import { isProved } from "./oauth-proof.ts";
import { escapeHtml, isLocalAddress, page } from "./page.ts";
import { findPerson } from "./people.ts";
import type { SandboxRequest, SandboxWorld } from "./platform-sandbox.ts";
import { randomText } from "./random-text.ts";

/**
 * An OAuth server as data: consent page, codes that work once, tokens that expire by the sandbox's
 * clock, refresh tokens that are kept or rotate. How failures are worded is each stand-in's own.
 */
export interface OAuthRules {
  /** Names its state, and the service in it: `twitter`. */
  readonly platform: string;
  /** As the consent page calls it: `X`. */
  readonly siteName: string;
  readonly pkce: "none" | "optional" | "required";
  readonly clientAuth: "basic" | "body";
  readonly codeLifeMs: number;
  /** Null for tokens without an end. */
  readonly tokenLifeMs: number | null;
  /** `rotating`: a refresh token works once; used again it ends all that came of it. */
  readonly refresh: "none" | "kept" | "rotating";
  readonly accessPrefix: string;
  readonly refreshPrefix: string;
  /** What each scope means, in the service's words. */
  readonly scopeMeanings: Readonly<Record<string, string>>;
  /** How long what is consented to now lasts in all; null, or absent, for ever. */
  grantLifeMs?(world: SandboxWorld): number | null;
  /** Whether this consent brings a refresh token. */
  givesRefresh(consent: {
    readonly query: URLSearchParams;
    readonly scopes: readonly string[];
    /** The person's first consent to this client. */
    readonly isFirst: boolean;
  }): boolean;
}

export interface OAuthStandIn {
  /** `GET` shows the question, `POST` is the answer; `sandbox_decision`, `sandbox_login` and `sandbox_untick` answer at once. */
  authorize(request: SandboxRequest, world: SandboxWorld): Promise<Response>;
  /** Both grants of RFC 6749: a code, and a refresh token. */
  exchange(request: SandboxRequest, world: SandboxWorld): Promise<TokenAnswer>;
  /** Whose Bearer token it is; null for one that is unknown, ended or too old. */
  find(request: SandboxRequest, world: SandboxWorld): Promise<Grant | null>;
  /** Ends the token in the form's `token`, and with a refresh token all that came of it. */
  revoke(request: SandboxRequest, world: SandboxWorld): Promise<boolean>;
}

export type TokenAnswer =
  | {
      readonly type: "ok";
      readonly accessToken: string;
      readonly refreshToken: string | null;
      /** Seconds. */
      readonly expiresIn: number | null;
      /** Seconds until the refresh token ends; null for one without an end. */
      readonly refreshExpiresIn: number | null;
      readonly scopes: readonly string[];
    }
  | {
      readonly type: "refused";
      readonly reason: "client" | "code" | "refresh" | "grant_type" | "redirect" | "verifier";
    };

export interface Grant {
  readonly login: string;
  /** The app it was given to. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

const codeState = z.object({
  login: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  challenge: z.string().nullable(),
  method: z.string().nullable(),
  hasRefresh: z.boolean(),
  expiresAt: z.number(),
});
const tokenState = z.object({
  login: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  /** All tokens that came of one consent. */
  family: z.string(),
  expiresAt: z.number().nullable(),
});
const refreshState = tokenState.extend({
  expiresAt: tokenState.shape.expiresAt.default(null),
  isUsed: z.boolean(),
});
type Code = z.infer<typeof codeState>;
type Holder = Pick<z.infer<typeof tokenState>, "login" | "clientId" | "scopes" | "family">;

/** What an answer says of the refresh token; `name` is null where it stays the same. */
interface RefreshGiven {
  readonly name: string | null;
  readonly expiresAt: number | null;
}

export function createOAuthStandIn(rules: OAuthRules): OAuthStandIn {
  const key = (what: "code" | "token" | "refresh" | "ended" | "consented", name: string): string =>
    `${rules.platform}/${what}/${name}`;
  const isEnded = async (world: SandboxWorld, family: string): Promise<boolean> =>
    (await world.state.get(key("ended", family), z.boolean())) === true;

  async function authorize(request: SandboxRequest, world: SandboxWorld): Promise<Response> {
    const query = request.url.searchParams;
    const form = request.method === "POST" ? new URLSearchParams(await request.text()) : null;
    const clientId = query.get("client_id") ?? "";
    const redirectUri = query.get("redirect_uri") ?? "";
    if (!isClientId(clientId) || !isLocalAddress(redirectUri)) {
      return page(
        "Bad request (sandbox)",
        `<p class="mark">The sandbox’s ${escapeHtml(rules.siteName)}</p><h1>This request is not right</h1><p>The <code>client_id</code> or <code>redirect_uri</code> is unknown here.</p>`,
        400,
      );
    }
    const back = (params: Readonly<Record<string, string>>): Response =>
      redirect(redirectUri, { ...params, state: query.get("state") ?? "" });
    const challenge = query.get("code_challenge");
    const isProvable = rules.pkce !== "required" || challenge !== null;
    if (!isProvable || query.get("response_type") !== "code" || !query.get("state")) {
      return back({ error: "invalid_request" });
    }
    const decision = form?.get("decision") ?? query.get("sandbox_decision");
    const login = form?.get("login") ?? query.get("sandbox_login") ?? browserLogin(request);
    const person = findPerson(world.people, login);
    const asked = (query.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
    if (decision === "deny") return back({ error: "access_denied" });
    if (decision !== "approve" || !person) return oauthConsentPage(rules, { asked, world, login });
    const unticked = form ? asked.filter((scope) => !form.getAll("scope").includes(scope)) : [];
    const left = [...unticked, query.get("sandbox_untick")];
    const scopes = asked.filter((scope) => !left.includes(scope));
    const consented = key("consented", `${clientId}/${person.login}`);
    const isFirst = (await world.state.get(consented, z.boolean())) !== true;
    await world.state.put(consented, true);
    const code: Code = {
      login: person.login,
      clientId,
      redirectUri,
      scopes,
      challenge,
      method: query.get("code_challenge_method"),
      hasRefresh: rules.refresh !== "none" && rules.givesRefresh({ query, scopes, isFirst }),
      expiresAt: world.now + rules.codeLifeMs,
    };
    const name = randomText(32);
    await world.state.put(key("code", name), code);
    return back({ code: name });
  }

  async function exchange(request: SandboxRequest, world: SandboxWorld): Promise<TokenAnswer> {
    const form = new URLSearchParams(await request.text());
    const clientId = clientOf(request, form, rules.clientAuth);
    if (clientId === null) return { type: "refused", reason: "client" };
    switch (form.get("grant_type")) {
      case "authorization_code":
        return tradeCode(form, clientId, world);
      case "refresh_token":
        return refresh(form, clientId, world);
      default:
        return { type: "refused", reason: "grant_type" };
    }
  }

  async function tradeCode(
    form: URLSearchParams,
    clientId: string,
    world: SandboxWorld,
  ): Promise<TokenAnswer> {
    const at = key("code", form.get("code") ?? "");
    const code = await world.state.get(at, codeState);
    if (code === null) return { type: "refused", reason: "code" };
    await world.state.delete(at);
    if (code.clientId !== clientId || world.now >= code.expiresAt) {
      return { type: "refused", reason: "code" };
    }
    if (form.get("redirect_uri") !== code.redirectUri) {
      return { type: "refused", reason: "redirect" };
    }
    if (!(await isProved(code, form.get("code_verifier")))) {
      return { type: "refused", reason: "verifier" };
    }
    const holder = { login: code.login, clientId, scopes: code.scopes, family: randomText(16) };
    const lasts = rules.grantLifeMs?.(world) ?? null;
    const given = code.hasRefresh
      ? await newRefresh(holder, lasts === null ? null : world.now + lasts, world)
      : { name: null, expiresAt: null };
    return issue(holder, given, world);
  }

  async function refresh(
    form: URLSearchParams,
    clientId: string,
    world: SandboxWorld,
  ): Promise<TokenAnswer> {
    const name = form.get("refresh_token") ?? "";
    const at = key("refresh", name);
    const held = await world.state.get(at, refreshState);
    if (held === null || held.clientId !== clientId || (await isEnded(world, held.family))) {
      return { type: "refused", reason: "refresh" };
    }
    const { expiresAt } = held;
    if (expiresAt !== null && world.now >= expiresAt) return { type: "refused", reason: "refresh" };
    if (rules.refresh !== "rotating") return issue(held, { name: null, expiresAt }, world);
    if (held.isUsed) {
      await world.state.put(key("ended", held.family), true);
      return { type: "refused", reason: "refresh" };
    }
    await world.state.put(at, { ...held, isUsed: true });
    return issue(held, await newRefresh(held, expiresAt, world), world);
  }

  async function newRefresh(
    { login, clientId, scopes, family }: Holder,
    expiresAt: number | null,
    world: SandboxWorld,
  ): Promise<RefreshGiven> {
    const name = `${rules.refreshPrefix}${randomText(40)}`;
    const held = { login, clientId, scopes, family, expiresAt, isUsed: false };
    await world.state.put(key("refresh", name), held);
    return { name, expiresAt };
  }

  async function issue(
    { login, clientId, scopes, family }: Holder,
    refresh: RefreshGiven,
    world: SandboxWorld,
  ): Promise<TokenAnswer> {
    const accessToken = `${rules.accessPrefix}${randomText(40)}`;
    const life = rules.tokenLifeMs;
    const expiresAt = life === null ? null : world.now + life;
    const token = { login, clientId, scopes, family, expiresAt };
    await world.state.put(key("token", accessToken), token);
    return {
      type: "ok",
      accessToken,
      refreshToken: refresh.name,
      expiresIn: secondsUntil(expiresAt, world),
      refreshExpiresIn: secondsUntil(refresh.expiresAt, world),
      scopes,
    };
  }

  return {
    authorize,
    exchange,
    async find(request, world) {
      const name = /^bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]?.trim();
      const held = name && (await world.state.get(key("token", name), tokenState));
      if (!held || (held.expiresAt !== null && world.now >= held.expiresAt)) return null;
      return (await isEnded(world, held.family)) ? null : held;
    },
    async revoke(request, world) {
      const name = new URLSearchParams(await request.text()).get("token") ?? "";
      const held = await world.state.get(key("refresh", name), refreshState);
      if (held) await world.state.put(key("ended", held.family), true);
      const isToken = (await world.state.get(key("token", name), tokenState)) !== null;
      if (isToken) await world.state.delete(key("token", name));
      return held !== null || isToken;
    },
  };
}

function secondsUntil(end: number | null, { now }: SandboxWorld): number | null {
  return end === null ? null : Math.floor((end - now) / 1000);
}

/** The client of a token request, when it says rightly who it is. */
function clientOf(
  request: SandboxRequest,
  form: URLSearchParams,
  way: OAuthRules["clientAuth"],
): string | null {
  const encoded = /^basic (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const [id, secret] =
    way === "basic"
      ? (encoded ? atob(encoded) : "").split(":", 2)
      : [form.get("client_id"), form.get("client_secret")];
  return isClient(id, secret) ? (id ?? null) : null;
}

function redirect(address: string, params: Readonly<Record<string, string>>): Response {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  const headers = { location: url.href, "cache-control": "no-store" };
  return new Response(null, { status: 302, headers });
}
