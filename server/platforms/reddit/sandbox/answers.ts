/** How Reddit words what it says: https://github.com/reddit-archive/reddit/wiki/OAuth2, and recordings. */

const COMMON: Readonly<Record<string, string>> = {
  "cache-control": "private, s-maxage=0, max-age=0, must-revalidate, no-store",
  server: "snooserv",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
};

export function json(
  body: unknown,
  {
    status = 200,
    headers = {},
  }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...COMMON, "content-type": "application/json; charset=UTF-8", ...headers },
  });
}

export function html(body: string, status: number, headers: Readonly<Record<string, string>> = {}) {
  return new Response(body, {
    status,
    headers: { ...COMMON, "content-type": "text/html; charset=UTF-8", ...headers },
  });
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/** `{"message":"Forbidden","error":403}`. */
export function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ message: MESSAGES[status] ?? "Error", error: status }, { status, headers });
}

/** The same without a sentence, as its API gives it for what it will not show. */
export function bareRefusal(status: number, headers: Readonly<Record<string, string>> = {}) {
  return json({ error: status }, { status, headers });
}

export function badToken(): Response {
  return refusal(401, { "www-authenticate": 'Bearer realm="reddit", error="invalid_token"' });
}

export function missingScope(): Response {
  return refusal(403, { "www-authenticate": 'Bearer realm="reddit", error="insufficient_scope"' });
}

/** Whoever seems to be a robot that does not say its name, or asks too often. */
export function tooManyPage(seconds: number | null): Response {
  const wait = seconds === null ? "" : `<p>please wait ${seconds} second(s) and try again.</p>`;
  return html(
    `<!doctype html>
<html>
  <head><title>Too Many Requests</title></head>
  <body>
    <h1>whoa there, pardner!</h1>
<p>we're sorry, but you appear to be a bot and we've seen too many requests
from you lately. we enforce a hard speed limit on requests that appear to come
from bots to prevent abuse.</p>
${wait}
  </body>
</html>
`,
    429,
    seconds === null ? {} : { "retry-after": String(seconds) },
  );
}

export function blockedPage(): Response {
  return html(
    `<!doctype html>
<html><head><title>Blocked</title></head><body>
<h1>whoa there, pardner!</h1>
<p>Your request has been blocked due to a network policy.</p>
</body></html>
`,
    403,
  );
}

const OUTAGES: Readonly<Record<number, string>> = {
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Time-out",
  520: "Web server is returning an unknown error",
  522: "Connection timed out",
};

export function outagePage(status: number): Response {
  const title = OUTAGES[status] ?? "Our CDN was unable to reach our servers";
  return html(
    `<!doctype html>
<html><head><title>${status} ${title}</title></head><body>
<h1>${title}</h1>
<p>our cdn was unable to reach our servers. please try again in a minute.</p>
</body></html>
`,
    status,
  );
}
