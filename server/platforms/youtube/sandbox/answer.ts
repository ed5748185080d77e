import { hexOf } from "../../../sandbox/random.ts";

/** What an endpoint says; headers, ETag and 304 are the same for all. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** https://developers.google.com/youtube/v3/docs/errors */
export function refusal(
  code: number,
  given: { domain: string; reason: string; message: string; parameter?: string; status?: string },
): Answer {
  const { domain, reason, message, parameter, status } = given;
  const location =
    parameter === undefined ? {} : { location: parameter, locationType: "parameter" };
  return {
    status: code,
    body: {
      error: {
        code,
        message,
        errors: [{ message, domain, reason, ...location }],
        ...(status === undefined ? {} : { status }),
      },
    },
  };
}

export const QUOTA_EXCEEDED = refusal(403, {
  domain: "youtube.quota",
  reason: "quotaExceeded",
  message:
    'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
});

export const AUTH_ERROR: Answer = {
  ...refusal(401, {
    domain: "global",
    reason: "authError",
    message:
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    status: "UNAUTHENTICATED",
  }),
  headers: {
    "www-authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
  },
};

export const SCOPE_MISSING: Answer = {
  ...refusal(403, {
    domain: "global",
    reason: "insufficientPermissions",
    message: "Request had insufficient authentication scopes.",
    status: "PERMISSION_DENIED",
  }),
  headers: {
    "www-authenticate":
      'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="https://www.googleapis.com/auth/youtube https://www.googleapis.com/auth/youtube.readonly"',
  },
};

export const INVALID_PAGE_TOKEN = refusal(400, {
  domain: "youtube.parameter",
  reason: "invalidPageToken",
  message: "The request specifies an invalid page token.",
  parameter: "pageToken",
});

export const PLAYLIST_NOT_FOUND = refusal(404, {
  domain: "youtube.playlistItem",
  reason: "playlistNotFound",
  message:
    "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
  parameter: "playlistId",
});

export function etagOf(value: unknown): string {
  return hexOf(JSON.stringify(value), 27);
}

/** The body's own `etag` is the header's, without the quotes. */
export function toResponse(answer: Answer, request: { headers: Headers; now: number }): Response {
  const headers = new Headers({
    "content-type": "application/json; charset=UTF-8",
    vary: "Origin, X-Origin, Referer",
    date: new Date(request.now).toUTCString(),
    server: "scaffolding on HTTPServer2",
    "cache-control": "private",
    "x-content-type-options": "nosniff",
    ...answer.headers,
  });
  const { etag } = answer.body;
  if (answer.status === 200 && typeof etag === "string") {
    headers.set("etag", `"${etag}"`);
    const known = request.headers.get("if-none-match")?.trim().replace(/^W\//, "");
    if (known === etag || known === `"${etag}"`) {
      headers.delete("content-type");
      return new Response(null, { status: 304, headers });
    }
  }
  const body = JSON.stringify(answer.body, null, 2);
  return new Response(`${body}\n`, { status: answer.status, headers });
}
