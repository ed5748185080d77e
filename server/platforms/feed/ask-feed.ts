import { PlatformError } from "../../errors.ts";
import type { HttpRequest, HttpResponse, PlatformHttp } from "../http.ts";
import { deadEndOf } from "./dead-end.ts";

const ACCEPT =
  "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5";

/** A feed of thousands of whole articles is smaller; a larger one would cost too much to read. */
const MAX_BYTES = 5 * 1024 * 1024;

/** While one connects, nothing was gathered yet. */
type During = "connecting" | "reading";

/** Asks for a feed; what goes wrong is told in the words of feeds. */
export async function askFeed(
  http: PlatformHttp,
  request: Pick<HttpRequest, "url" | "etag" | "modifiedSince">,
  during: During,
): Promise<HttpResponse> {
  try {
    return await http.send({ ...request, headers: { accept: ACCEPT }, maxBytes: MAX_BYTES });
  } catch (error) {
    throw error instanceof PlatformError ? inWordsOfFeeds(error, request.url, during) : error;
  }
}

function inWordsOfFeeds(error: PlatformError, url: string, during: During): PlatformError {
  const host = URL.parse(url)?.host ?? "The site";
  const { kind, status, retryAt } = error;
  const told = (sentence: string, as = kind): PlatformError =>
    new PlatformError(as, error.message, {
      ...(status === null ? {} : { status }),
      ...(retryAt === null ? {} : { retryAt }),
      told: sentence,
      cause: error,
    });
  // Of an answer that is too large, the client has said so already.
  if (kind === "bad_response" && error.told !== null) return error;
  if (kind === "rate_limited")
    return told(
      during === "reading"
        ? `${host} asks us to wait. Nothing is lost; the rest comes then.`
        : `${host} asks us to wait. Nothing was connected; try again in a few minutes.`,
    );
  const deadEnd = deadEndOf(error);
  if (deadEnd !== null) return told(`${host} ${deadEnd}`);
  if (status === 410) {
    const kept = during === "reading" ? " What was gathered is kept." : "";
    return told(`This feed says it is gone for good (410).${kept}`);
  }
  if (status === 404)
    return told(`${host} has nothing at this address (404). It may be misspelt, or have moved.`);
  if (kind === "not_found") return told(`${host} does not give this feed out (${status}).`);
  if (status === 401 || (status === 403 && kind === "bad_response"))
    return told(`${host} does not let this feed be read by everybody (${status}).`, "forbidden");
  if (kind === "unavailable")
    return status === null
      ? told(`${host} does not answer. If it never did, the address may be misspelt.`)
      : told(`${host} cannot answer at the moment (${status}).`);
  if (kind === "bad_response") return told(`What ${host} answers cannot be read as a feed.`);
  return error;
}

/** For what did come, and is none. */
export function noFeed(told: string): PlatformError {
  return new PlatformError("bad_response", "The answer is no feed.", { told });
}
