import type { HttpResponse, PlatformHttp } from "../http.ts";
import { toFailure } from "./refusal.ts";

const API = "https://www.googleapis.com/youtube/v3";

/** The most that one call answers, and the most ids that one may name. */
export const MOST_AT_ONCE = 50;

export const channelUrl = (): string =>
  address("channels", {
    part: "id,snippet,contentDetails",
    mine: "true",
  });

export const playlistUrl = (playlist: string, position: string | null): string =>
  address("playlistItems", {
    part: "snippet,contentDetails,status",
    playlistId: playlist,
    maxResults: String(MOST_AT_ONCE),
    ...(position === null ? {} : { pageToken: position }),
  });

export const videosUrl = (ids: readonly string[]): string =>
  address("videos", {
    part: "snippet,contentDetails,statistics,status,liveStreamingDetails",
    id: ids.join(","),
    maxResults: String(MOST_AT_ONCE),
  });

function address(path: string, query: Readonly<Record<string, string>>): string {
  return `${API}/${path}?${new URLSearchParams(query).toString()}`;
}

interface Asking {
  readonly etag?: string | null;
  /** Statuses that the caller understands itself. */
  readonly accept?: readonly number[];
}

/** The statuses whose body says what they mean. */
const REFUSALS = [400, 401, 403, 404];

export async function ask(
  http: PlatformHttp,
  url: string,
  { etag = null, accept = [] }: Asking = {},
): Promise<HttpResponse> {
  const response = await http.send({
    url,
    etag,
    headers: { accept: "application/json" },
    accept: REFUSALS,
  });
  if (!REFUSALS.includes(response.status) || accept.includes(response.status)) return response;
  throw toFailure(response);
}
