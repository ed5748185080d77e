import { expect, it } from "vitest";
import { visitX } from "../../../testing/x-visitor.ts";

const PICTURES = "http://localhost:8787/sandbox/pictures/";
const ASKED =
  "max_results=100&expansions=attachments.media_keys&media.fields=url,preview_image_url,alt_text,variants";

it("shows pictures that the sandbox serves", async () => {
  const { makePerson, signIn, api } = visitX();
  await makePerson("tove", 300);
  const { access_token: token = "" } = await signIn("tove");
  const me: { data: { id: string } } = await (await api("/users/me", token)).json();
  const answer = await api(`/users/${me.data.id}/tweets?${ASKED}`, token);
  const { includes } = await answer.json<{ includes: { media: readonly Media[] } }>();
  const pictures = includes.media.map(({ url, preview_image_url }) => url ?? preview_image_url);
  expect(new Set(includes.media.map(({ type }) => type))).toEqual(new Set(["photo", "video"]));
  expect(pictures.filter((url) => !url?.startsWith(PICTURES))).toEqual([]);
});

interface Media {
  readonly type: string;
  readonly url?: string;
  readonly preview_image_url?: string;
}
