import { expect, it } from "vitest";
import { walkSandbox } from "../../../testing/sandbox-walk.ts";
import { feed } from "../index.ts";

const PICTURES = "http://localhost:8787/sandbox/pictures/";

it.each(["feed.xml", "rss.xml", "feed.json"])(
  "shows pictures that the sandbox serves: %s",
  async (file) => {
    const input = { address: `https://ines.example/${file}` };
    const { identify, check, items } = await walkSandbox(
      feed,
      { login: "ineshal", items: 0 },
      { input },
    );
    await check(await identify());
    const pictures = [...items.values()].flatMap(({ media = [] }) =>
      media.flatMap(({ type, url }) => (type === "image" ? [url] : [])),
    );
    expect(pictures.filter((url) => !url.startsWith(PICTURES))).toEqual([]);
    expect(new Set(pictures.map((url) => /pictures\/(\w+)-/.exec(url)?.[1]))).toEqual(
      new Set(["film", "cover"]),
    );
  },
);
