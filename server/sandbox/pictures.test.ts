import { expect, it } from "vitest";
import { visitSandbox } from "../testing/sandbox-visitor.ts";
import { pictureOf } from "./pictures.ts";

const ORIGIN = "http://localhost:8787/sandbox";
const of = (key: string, kind: "film" | "photo" | "cover") =>
  pictureOf(key, kind, { publicOrigin: ORIGIN });

it("draws the picture that belongs to a key, in the size that was said", async () => {
  const { call } = visitSandbox();
  for (const kind of ["film", "photo", "cover"] as const) {
    for (let number = 0; number < 12; number += 1) {
      const { url, width, height } = of(`any ${number}`, kind);
      const answer = await call(url.slice(ORIGIN.length));
      expect(answer.status).toBe(200);
      const drawn = await answer.text();
      expect(drawn).toContain(`width="${width}" height="${height}" viewBox="0 0`);
      expect(drawn).not.toMatch(/NaN|undefined/);
      expect(await (await call(url.slice(ORIGIN.length))).text()).toBe(drawn);
    }
  }
  const photos = Array.from({ length: 12 }, (_, number) => of(`any ${number}`, "photo"));
  expect(new Set(photos.map(({ width, height }) => width / height))).toEqual(
    new Set([4 / 3, 3 / 4]),
  );
  expect(new Set(photos.map(({ url }) => url)).size).toBe(12);
});

it("serves it as a picture that may be kept, and that nothing runs in", async () => {
  const { call } = visitSandbox();
  const answer = await call("/pictures/film-1.svg");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": "public, max-age=86400",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  const sly = encodeURIComponent(`"/><script>alert(1)</script>&<!--`);
  const drawn = await (await call(`/pictures/${sly}.svg`)).text();
  expect(drawn).toMatch(/^<svg [^<>]*>(<(rect|circle|path) [^<>]*\/>)+<\/svg>\n$/);
  expect(drawn).not.toContain("script");
  expect((await call("/pictures/film-1.png")).status).toBe(404);
});
