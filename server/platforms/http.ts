import type * as z from "zod";
import { PlatformError } from "../errors.ts";
import { failureOf, pathOf } from "./http-failure.ts";
import { fromSeam, throughSeam } from "./seam.ts";

export interface HttpRequest {
  readonly method?: "GET" | "POST" | "DELETE" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent as If-None-Match, exactly as it was given. */
  readonly etag?: string | null;
  /** Statuses that are returned rather than thrown; a 403 that is a rate limit is thrown all the same. */
  readonly accept?: readonly number[];
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The platform's own address, never the seam's. */
  readonly url: string;
  readonly body: string;
  readonly etag: string | null;
  readonly notModified: boolean;
  /** The address that `Link: rel="next"` names; to be followed, never built. */
  readonly next: string | null;
  json<T>(schema: z.ZodType<T>): T;
}

export interface PlatformHttp {
  send(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpOptions {
  readonly fetch: typeof globalThis.fetch;
  /** See `seam.ts`; null calls the real platforms. */
  readonly upstreamOrigin: string | null;
  /** The only hosts that may be called. */
  readonly hosts: readonly string[];
  /** The Authorization header, unless a request brings its own. */
  readonly authorization: string | null;
  readonly now: () => number;
  /** For headers and body together, redirects included. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** How many requests this client may make, redirects included. */
  readonly maxRequests?: number;
  /** `url` comes without its query; `status` is null where no answer came. */
  readonly onRequest?: (info: { url: string; status: number | null; ms: number }) => void;
}

const USER_AGENT = "media-timeline (+https://media.devpad.tools)";
const MAX_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** The one way out to a platform. It never retries: when to ask again is the engine's decision. */
export function createHttp(options: HttpOptions): PlatformHttp {
  const { fetch, now, upstreamOrigin, maxBytes = 10 * 1024 * 1024 } = options;
  let requests = 0;

  async function ask(request: HttpRequest, url: string, signal: AbortSignal): Promise<Response> {
    if (options.maxRequests !== undefined && requests >= options.maxRequests) {
      throw new PlatformError("rate_limited", "This run has used up its requests.", {
        retryAt: now(),
      });
    }
    requests += 1;
    const startedAt = now();
    let status: number | null = null;
    try {
      const answer = fetch(throughSeam(url, upstreamOrigin), {
        method: request.method ?? "GET",
        headers: headersOf(request, options.authorization),
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: "manual",
        signal,
      });
      const response = await beforeAbort(answer, signal);
      status = response.status;
      return response;
    } catch (cause) {
      throw unreachable(url, cause);
    } finally {
      options.onRequest?.({ url: withoutQuery(url), status, ms: now() - startedAt });
    }
  }

  async function follow(first: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    let request = first;
    let url = allowed(fromSeam(first.url, upstreamOrigin), options.hosts);
    for (let hops = 0; ; hops += 1) {
      const response = await ask(request, url, signal);
      const location = response.headers.get("location");
      const moved = REDIRECTS.includes(response.status) && location !== null;
      if (!moved || request.accept?.includes(response.status)) {
        return answerOf(response, request, url, signal);
      }
      await discard(response);
      if (hops === MAX_REDIRECTS) {
        throw new PlatformError("bad_response", `${pathOf(url)} redirects too often.`);
      }
      request = redirected(request, response.status);
      url = allowed(resolved(location, url), options.hosts);
    }
  }

  async function answerOf(
    response: Response,
    request: HttpRequest,
    url: string,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const { status, headers } = response;
    const notModified = status === 304 && Boolean(request.etag);
    if (response.ok || request.accept?.includes(status)) {
      const body = await readBody(response, url, maxBytes, signal);
      if (!response.ok && status === 403) {
        const failure = failureOf(status, headers, body, url, now());
        if (failure.kind === "rate_limited") throw failure;
      }
      return toResponse(response, url, body, false);
    }
    if (notModified) {
      await discard(response);
      return toResponse(response, url, "", true);
    }
    const body = await readBody(response, url, maxBytes, signal).catch(() => "");
    throw failureOf(status, headers, body, url, now());
  }

  function toResponse(
    response: Response,
    url: string,
    body: string,
    notModified: boolean,
  ): HttpResponse {
    const next = nextLink(response.headers.get("link"));
    return {
      status: response.status,
      headers: response.headers,
      url,
      body,
      etag: response.headers.get("etag"),
      notModified,
      next: next === null ? null : resolved(next, url),
      json: (schema) => parseJson(body, schema, url),
    };
  }

  /** A relative address may be meant from the seam or from the platform: the one that is allowed wins. */
  function resolved(location: string, from: string): string {
    const asked = throughSeam(from, upstreamOrigin);
    const seen = URL.parse(location, asked);
    const original = seen === null ? location : fromSeam(seen.href, upstreamOrigin);
    if (isAllowed(original, options.hosts)) return original;
    return URL.parse(location, from)?.href ?? location;
  }

  return {
    async send(request) {
      const abort = new AbortController();
      const timer = setTimeout(
        () => abort.abort(new Error("too slow")),
        options.timeoutMs ?? 20_000,
      );
      try {
        return await follow(request, abort.signal);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function isAllowed(url: string, hosts: readonly string[]): boolean {
  const parsed = URL.parse(url);
  return (
    parsed?.protocol === "https:" &&
    hosts.includes(parsed.host) &&
    parsed.username === "" &&
    parsed.password === ""
  );
}

function allowed(url: string, hosts: readonly string[]): string {
  if (isAllowed(url, hosts)) return url;
  const host = URL.parse(url)?.host ?? "an address that cannot be read";
  throw new PlatformError("bad_response", `Calling ${host} is not allowed.`);
}

function headersOf(request: HttpRequest, authorization: string | null): Headers {
  const headers = new Headers({ "user-agent": USER_AGENT });
  if (authorization !== null) headers.set("authorization", authorization);
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
  if (request.etag) headers.set("if-none-match", request.etag);
  return headers;
}

/** 303, and by custom 301 and 302 after a POST, turn into a GET without a body. */
function redirected(request: HttpRequest, status: number): HttpRequest {
  const method = request.method ?? "GET";
  const becomesGet = (status === 303 && method !== "GET") || (status < 303 && method === "POST");
  if (!becomesGet) return request;
  const { body: _body, headers = {}, ...rest } = request;
  const kept = Object.entries(headers).filter(([name]) => !/^content-/i.test(name));
  return { ...rest, method: "GET", headers: Object.fromEntries(kept) };
}

async function readBody(
  response: Response,
  url: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await beforeAbort(reader.read(), signal);
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > maxBytes) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch (cause) {
    reader.cancel().catch(() => undefined);
    throw unreachable(url, cause);
  }
  reader.cancel().catch(() => undefined);
  throw new PlatformError(
    "bad_response",
    `${pathOf(url)} answered with more than ${maxBytes} bytes.`,
    { status: response.status },
  );
}

function parseJson<T>(body: string, schema: z.ZodType<T>, url: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new PlatformError("bad_response", `${pathOf(url)} did not answer with valid JSON.`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.map(String).join(".") || "the top level";
  throw new PlatformError(
    "bad_response",
    `${pathOf(url)} answered in an unexpected shape, first at ${where}.`,
  );
}

function nextLink(header: string | null): string | null {
  for (const [, address, parameters] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (address && /;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?/i.test(parameters ?? ""))
      return address;
  }
  return null;
}

/** The signal goes to `fetch` too; this also ends a wait that does not listen to it. */
async function beforeAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function unreachable(url: string, cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  return new PlatformError("unavailable", `${pathOf(url)} did not answer in full.`, { cause });
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
