import { expect, it } from "vitest";
import { visit } from "../../../testing/youtube-visitor.ts";

const PICTURES = "http://localhost:8787/sandbox/pictures/film-";

it("shows pictures that the sandbox serves", async () => {
  const { trade, call } = visit();
  const { accessToken } = await trade({ sandbox_login: "ineshal" });
  const ask = async (path: string): Promise<List> => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await call(`/www.googleapis.com/youtube/v3/${path}`, { headers })).json();
  };
  const mine = await ask("channels?part=contentDetails&mine=true");
  const uploads = mine.items[0]?.contentDetails.relatedPlaylists?.uploads ?? "";
  const listed = await ask(
    `playlistItems?part=snippet,contentDetails&playlistId=${uploads}&maxResults=50`,
  );
  const ids = listed.items.map(({ contentDetails }) => contentDetails.videoId).join(",");
  const videos = await ask(`videos?part=snippet,contentDetails&id=${ids}`);
  const pictures = [...listed.items, ...videos.items].flatMap(({ snippet }) =>
    Object.values(snippet.thumbnails).map(({ url }) => url),
  );
  expect(pictures.length).toBeGreaterThan(200);
  expect(pictures.filter((url) => !url.startsWith(PICTURES))).toEqual([]);
});

interface List {
  readonly items: readonly {
    readonly snippet: { readonly thumbnails: Readonly<Record<string, { readonly url: string }>> };
    readonly contentDetails: {
      readonly videoId?: string;
      readonly relatedPlaylists?: { readonly uploads: string };
    };
  }[];
}
