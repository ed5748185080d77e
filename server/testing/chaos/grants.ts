import type { Platform } from "../../platforms/platform.ts";
import type { Simulation } from "./simulation.ts";
import type { PromiseName } from "./promises.ts";

/** All grants that the platforms ever gave, as only the platforms know them: which tokens are good, used, ended. */
export interface Grants {
  /** A refusal for a token or key whose grant was ended; null where the platform itself is to answer. */
  refusalOf(
    request: Request,
    form: URLSearchParams | null,
    platform: Platform | null,
  ): Promise<Response | null>;
  /** Hears a token endpoint's answer. */
  hear(answer: Response, form: URLSearchParams, platform: Platform | null): Promise<Response>;
  /** The person ends there what this token or key belongs to. */
  end(authorization: string): void;
  /** A key that was ended is good again: its owner made it anew. */
  mend(authorization: string): void;
  isEnded(authorization: string): boolean;
}

interface Grant {
  isEnded: boolean;
}

interface RefreshToken {
  readonly grant: Grant;
  isUsed: boolean;
}

export function createGrants(
  sim: Simulation,
  given: {
    readonly isStored: (accessToken: string) => Promise<boolean>;
    readonly broken: (promise: PromiseName, text: string) => void;
  },
): Grants {
  const access = new Map<string, Grant>();
  const refresh = new Map<string, RefreshToken>();
  /** Came of a renewal, and nobody has used them yet. */
  const fresh = new Set<string>();

  const grantOf = (token: string): Grant => {
    const grant = access.get(token) ?? { isEnded: false };
    access.set(token, grant);
    return grant;
  };

  return {
    refusalOf: async (request, form, platform) => {
      if (form !== null) {
        const shown = form.get("refresh_token");
        const known = shown === null ? undefined : refresh.get(shown);
        const { connect = null } = platform ?? {};
        const isSingleUse = connect?.type === "oauth" && connect.refresh === "rotating";
        if (known?.isUsed && isSingleUse) {
          given.broken("replays", `${platform?.id ?? ""}: a refresh token was shown again`);
        }
        return known?.grant.isEnded ? answer(400, { error: "invalid_grant" }) : null;
      }
      const token = tokenOf(request.headers.get("authorization"));
      if (token === null) return null;
      if (fresh.has(token)) {
        fresh.delete(token);
        if (!(await given.isStored(token))) {
          given.broken(
            "unstored",
            `${platform?.id ?? ""}: a new token was used before it was stored`,
          );
        }
      }
      return access.get(token)?.isEnded ? answer(401, { message: "Bad credentials" }) : null;
    },
    hear: async (response, form, platform) => {
      const text = await response.text();
      const again = new Response(text, { status: response.status, headers: response.headers });
      const told = readTokens(text);
      if (!response.ok || told === null) return again;
      const shown = form.get("refresh_token");
      const known = shown === null ? undefined : refresh.get(shown);
      const grant = known?.grant ?? { isEnded: false };
      if (shown !== null) {
        sim.figures.tokenRefreshes += 1;
        fresh.add(told.access);
        sim.note(`${platform?.id ?? ""} renews a token`);
      }
      if (known !== undefined) known.isUsed = true;
      access.set(told.access, grant);
      if (told.refresh !== null) refresh.set(told.refresh, { grant, isUsed: false });
      return again;
    },
    end: (authorization) => {
      grantOf(authorization).isEnded = true;
    },
    mend: (authorization) => {
      grantOf(authorization).isEnded = false;
    },
    isEnded: (authorization) => access.get(authorization)?.isEnded ?? false,
  };
}

/** The token of an `Authorization` header, or the header itself where it is of another kind. */
export function tokenOf(header: string | null): string | null {
  if (header === null || /^basic /i.test(header)) return null;
  return header.replace(/^(?:bearer|token) /i, "");
}

function readTokens(text: string): { access: string; refresh: string | null } | null {
  try {
    const told = JSON.parse(text) as { access_token?: unknown; refresh_token?: unknown };
    if (typeof told.access_token !== "string") return null;
    return {
      access: told.access_token,
      refresh: typeof told.refresh_token === "string" ? told.refresh_token : null,
    };
  } catch {
    return null;
  }
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json" },
  });
}
