import type * as z from "zod";
import { PlatformError } from "../errors.ts";
import { allowed, type Hosts, nextLink, resolved } from "./http-address.ts";
import { beforeAbort, parseJson, readBody } from "./http-body.ts";
import {
  failureOf,
  limitOf,
  type LimitTold,
  pathOf,
  type SaysRateLimit,
  unreachable,
} from "./http-failure.ts";
import { fromSeam, throughSeam } from "./seam.ts";

export interface HttpRequest {
  readonly method?: "GET" | "POST" | "DELETE" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent as If-None-Match, exactly as it was given. */
  readonly etag?: string | null;
  /** Sent as If-Modified-Since: the Last-Modified of the answer before. */
  readonly modifiedSince?: string | null;
  /** Statuses that are returned rather than thrown; a rate limit is thrown all the same. */
  readonly accept?: readonly number[];
  /** Where less than the client's own limit is wanted. */
  readonly maxBytes?: number;
  /** Where the client's own patience is too short. */
  readonly timeoutMs?: number;
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
  /** Where every redirect on the way was for good (301, 308): the address to ask from now on. */
  readonly movedTo: string | null;
  json<T>(schema: z.ZodType<T>): T;
}

export interface PlatformHttp {
  send(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpOptions {
  readonly fetch: typeof globalThis.fetch;
  /** See `seam.ts`; null calls the real platforms. */
  readonly upstreamOrigin: string | null;
  /** Origins that are served elsewhere, seam or not: devpad's own, by `DEVPAD_URL`. */
  readonly relocated?: Readonly<Record<string, string>>;
  /** The only hosts that may be called; `public` is any on the open internet. */
  readonly hosts: Hosts;
  /** Ours, unless the platform wants its own. */
  readonly userAgent?: string | undefined;
  /** The Authorization header, unless a request brings its own. */
  readonly authorization: string | null;
  readonly now: () => number;
  /** For headers and body together, redirects included. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** What the platform says of a limit beyond the generic signs; see `http-failure.ts`. */
  readonly isRateLimit?: SaysRateLimit | undefined;
  /** Hears what each answer tells of the platform's limit, where one does. */
  readonly heard?: ((told: LimitTold) => void) | undefined;
}

const USER_AGENT = "media-timeline (+https://media.devpad.tools)";
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** One `send`: the client's rules, and the end of its patience. */
interface Call {
  readonly options: HttpOptions;
  readonly signal: AbortSignal;
}

/** The one way out to a platform. It never retries: when to ask again is the engine's decision. */
export function createHttp(options: HttpOptions): PlatformHttp {
  return {
    async send(request) {
      const abort = new AbortController();
      const timer = setTimeout(
        () => abort.abort(new Error("too slow")),
        request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS,
      );
      try {
        return await follow(request, { options, signal: abort.signal });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function follow(first: HttpRequest, call: Call): Promise<HttpResponse> {
  const { hosts, upstreamOrigin } = call.options;
  let request = first;
  let url = allowed(fromSeam(first.url, upstreamOrigin), hosts);
  let isForGood = true;
  for (let hops = 0; ; hops += 1) {
    const response = await ask(request, url, call);
    const location = response.headers.get("location");
    const moved = REDIRECTS.includes(response.status) && location !== null;
    if (!moved || request.accept?.includes(response.status)) {
      const answer = await answerOf(response, request, url, call);
      return hops > 0 && isForGood ? { ...answer, movedTo: url } : answer;
    }
    await discard(response);
    if (hops === MAX_REDIRECTS) {
      throw new PlatformError("bad_response", `${pathOf(url, hosts)} redirects too often.`);
    }
    isForGood &&= response.status === 301 || response.status === 308;
    request = redirected(request, response.status);
    url = allowed(resolved(location, url, call.options), hosts);
  }
}

async function ask(request: HttpRequest, url: string, call: Call): Promise<Response> {
  const { options, signal } = call;
  const { fetch } = options;
  try {
    const answer = fetch(servedAt(url, options), {
      method: request.method ?? "GET",
      headers: headersOf(request, options),
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: "manual",
      signal,
    });
    return await beforeAbort(answer, signal);
  } catch (cause) {
    throw unreachable(url, options.hosts, cause);
  }
}

async function answerOf(
  response: Response,
  request: HttpRequest,
  url: string,
  call: Call,
): Promise<HttpResponse> {
  const { options, signal } = call;
  const { status, headers } = response;
  const told = limitOf(headers, options.now(), options.hosts);
  if (told.remaining !== null) options.heard?.(told);
  const most = Math.min(request.maxBytes ?? Infinity, options.maxBytes ?? MAX_BYTES);
  const limit = { maxBytes: most, signal, hosts: options.hosts };
  const failure = (body: string): PlatformError =>
    failureOf(
      { status, headers, body, url, hosts: options.hosts },
      options.now(),
      options.isRateLimit,
    );
  if (response.ok) return toResponse(response, url, await readBody(response, url, limit), options);
  if (request.accept?.includes(status)) {
    const body = await readBody(response, url, limit);
    const meaning = failure(body);
    if (meaning.kind === "rate_limited") throw meaning;
    return toResponse(response, url, body, options);
  }
  if (status === 304 && (request.etag || request.modifiedSince)) {
    await discard(response);
    return { ...toResponse(response, url, "", options), notModified: true };
  }
  throw failure(await readBody(response, url, limit).catch(() => ""));
}

function toResponse(
  response: Response,
  url: string,
  body: string,
  options: HttpOptions,
): HttpResponse {
  const { status, headers } = response;
  const next = nextLink(headers.get("link"));
  return {
    status,
    headers,
    url,
    body,
    etag: headers.get("etag"),
    notModified: false,
    next: next === null ? null : resolved(next, url, options),
    movedTo: null,
    json: (schema) => parseJson(body, schema, { url, hosts: options.hosts }),
  };
}

/** Where an address is really asked: at its relocation, through the seam, or where it says. */
function servedAt(url: string, { relocated = {}, upstreamOrigin }: HttpOptions): string {
  const { origin } = new URL(url);
  const home = relocated[origin];
  if (home !== undefined) return `${home}${url.slice(origin.length)}`;
  return throughSeam(url, upstreamOrigin);
}

function headersOf(request: HttpRequest, options: HttpOptions): Headers {
  const { authorization, userAgent = USER_AGENT } = options;
  const headers = new Headers({ "user-agent": userAgent });
  if (authorization !== null) headers.set("authorization", authorization);
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
  if (request.etag) headers.set("if-none-match", request.etag);
  if (request.modifiedSince) headers.set("if-modified-since", request.modifiedSince);
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

/** An answer that was kept, as if it had just come. */
export function keptAnswer(url: string, body: string): HttpResponse {
  return {
    status: 200,
    headers: new Headers(),
    url,
    body,
    etag: null,
    notModified: false,
    next: null,
    movedTo: null,
    // Whose it is is not known here: as little of its address is shown as of anybody's.
    json: (schema) => parseJson(body, schema, { url, hosts: "public" }),
  };
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}
