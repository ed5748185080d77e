import { describe, expect, it } from "vitest";
import type { Medium } from "../../shared/item.ts";
import { aPost } from "../testing/samples.ts";
import { coverOf, isInText, mediaWords, mediumText } from "./media-words.ts";

const link = (url: string, text: string | null): Medium => ({
  type: "link",
  url,
  previewUrl: null,
  text,
});
const picture: Medium = { type: "image", url: "https://a.example/1", previewUrl: null, text: null };

describe("words about media", () => {
  it("count them by their type", () => {
    expect(mediaWords([picture, link("https://a.example", null), picture])).toBe(
      "2 pictures, 1 link",
    );
    expect(mediaWords([])).toBe("");
  });

  it("leave out what the title or the address says already", () => {
    expect(mediumText(link("https://a.example/x", "Notes"), "")).toBe("Notes");
    expect(mediumText(link("https://a.example/x", "Notes"), "Notes")).toBeNull();
    expect(mediumText(link("https://www.a.example/x/", "a.example/x"), "")).toBeNull();
    expect(mediumText(link("https://a.example/long/one", "a.example/lo…"), "")).toBeNull();
  });

  it("know an address that the text has", () => {
    const said = aPost({ body: "See https://A.example/x for more." });
    expect(isInText(link("https://a.example/x", null), said)).toBe(true);
    expect(isInText(link("https://a.example/x", "Notes"), said)).toBe(false);
    expect(isInText(link("https://a.example/y", null), said)).toBe(false);
  });
});

describe("what is covered", () => {
  it("is what is marked, and only what there is of it", () => {
    expect(coverOf(aPost({ marks: ["sensitive"] }))).toBeNull();
    expect(coverOf(aPost({ marks: ["unlisted"], media: [picture] }))).toBeNull();
    expect(coverOf(aPost({ marks: ["spoiler"], title: "The end" }))).toEqual({
      mark: "spoiler",
      hidden: "the text",
    });
    expect(coverOf(aPost({ marks: ["sensitive"], media: [picture] }))?.hidden).toBe("1 picture");
  });
});
