import type { PlatformError } from "../../errors.ts";
import type { PlatformHttp } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import { noChannel } from "./refusal.ts";
import { ask, channelUrl } from "./requests.ts";
import { channel, pageOf } from "./schema.ts";
import type { YoutubeChannel } from "./schema.ts";

export interface ChannelReading {
  readonly account: PlatformAccount;
  /** The playlist of everything that was uploaded. */
  readonly uploads: string;
}

/** The channel that the token is for. Throws what is `missing` for an account that has none. */
export async function readChannel(
  http: PlatformHttp,
  missing: () => PlatformError = noChannel,
): Promise<ChannelReading> {
  const response = await ask(http, channelUrl(), { accept: [404] });
  if (response.status === 404) throw missing();
  const [mine] = response.json(pageOf(channel)).items;
  if (mine === undefined) throw missing();
  const uploads = mine.contentDetails?.relatedPlaylists?.uploads;
  return { account: toAccount(mine), uploads: uploads ?? uploadsOf(mine.id) };
}

/** By custom, `UC…` keeps its uploads in `UU…`. */
function uploadsOf(channelId: string): string {
  return channelId.replace(/^UC/, "UU");
}

function toAccount({ id, snippet }: YoutubeChannel): PlatformAccount {
  const title = snippet?.title?.trim() || null;
  const custom = snippet?.customUrl?.trim() ?? "";
  const handle = custom.replace(/^@/, "");
  const hasHandle = /^@[\p{L}\p{N}._·-]+$/u.test(custom);
  return {
    externalId: id,
    handle: handle || title || id,
    displayName: title,
    url: hasHandle ? `https://www.youtube.com/@${encodeURI(handle)}` : channelAddress(id),
    email: null,
  };
}

export function channelAddress(id: string): string {
  return `https://www.youtube.com/channel/${id}`;
}
