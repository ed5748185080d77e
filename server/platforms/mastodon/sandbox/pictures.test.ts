import { expect, it } from "vitest";
import { visitAccount } from "../../../testing/visit-account.ts";
import { mastodon } from "../index.ts";
import { createStandIn } from "./index.ts";

const PICTURES = "http://localhost:8787/sandbox/pictures/";

it("shows pictures that the sandbox serves", async () => {
  const { check } = await visitAccount(mastodon, createStandIn(), { login: "ineshal" });
  const { items } = await check();
  const pictures = [...items.values()].flatMap(({ media = [] }) =>
    media.flatMap(({ type, url, previewUrl }) => [
      ...(type === "image" ? [url] : []),
      ...(previewUrl === null ? [] : [previewUrl]),
    ]),
  );
  expect(pictures.length).toBeGreaterThan(50);
  expect(pictures.filter((url) => !url.startsWith(PICTURES))).toEqual([]);
});
