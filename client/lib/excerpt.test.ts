import { expect, it } from "vitest";
import { toExcerpt } from "./excerpt.ts";

it.each([
  ["plain text", "Fixes  the\nclock.", "Fixes the clock."],
  ["a comment", "<!-- a template -->\n\nFixes the clock.", "Fixes the clock."],
  ["a comment that never ends", "<!-- never closed", null],
  ["headings", "## Why\n\nIt is smaller.\n\n## What ##\nThe rest", "It is smaller."],
  ["only a heading", "# Only a heading", "Only a heading"],
  [
    "emphasis",
    "**Thanks** for *this*, __and__ _that_, ~~not~~.",
    "Thanks for this, and that, not.",
  ],
  [
    "what is no emphasis",
    "2 * 3 * 4, a_name_here and __init__.py",
    "2 * 3 * 4, a_name_here and __init__.py",
  ],
  ["code", "Call `at()` or ``a`` now", "Call at() or a now"],
  [
    "a fence",
    "It says\n```sh\nerror: no such file\n```\nand stops",
    "It says error: no such file and stops",
  ],
  ["a fence on one line", "``` error ``` again", "error again"],
  [
    "lists",
    "- The old name\n* #12 too\n+ more\n1. First\n2) Second",
    "The old name, #12 too, more, First, Second",
  ],
  ["tasks", "- [x] Tested\n- [ ] Documented", "Tested, Documented"],
  ["a quote", "> They said\n> > so\nIndeed", "They said so Indeed"],
  ["links", "See [the log](https://a.example/b) and [this][1]", "See the log and this"],
  ["an address in brackets", "See <https://a.example/b>", "See https://a.example/b"],
  ["images", "![A chart](https://a.example/c.png) grows", "A chart grows"],
  ["a linked image", "[![build](b.svg)](https://ci.example) done", "build done"],
  ["rules", "One\n\n---\n\nTwo\n***", "One"],
  ["paragraphs", "  \n\nIt is smaller.\nAnd faster.\n\nThe rest.", "It is smaller. And faster."],
  ["a paragraph that leads to the next", "Changes:\n\n- One\n- Two", "Changes: One, Two"],
  ["sentences in a list", "- It stops!\n- Does it?\n- Yes.\n- So", "It stops! Does it? Yes. So"],
  [
    "addresses in a list",
    "- https://a.example/b\n- https://a.example/c\n- d",
    "https://a.example/b https://a.example/c d",
  ],
  [
    "a description with an address and chapters",
    "Code is linked below.\nhttps://a.example/b\n\n0:00 What this is\n1:27 How it went",
    "Code is linked below. https://a.example/b",
  ],
  ["a year that begins a line", "Made in\n2021. It was cold", "Made in 2021. It was cold"],
  ["tags, as they were written", "Replaces <b>the</b> buffer.", "Replaces <b>the</b> buffer."],
  ["blanks", " \n ", null],
  ["nothing", null, null],
])("%s", (_, body, text) => {
  expect(toExcerpt(body)).toBe(text);
});

it("ends long texts, and does not take long to read hostile ones", () => {
  expect(toExcerpt("a".repeat(9_000))?.length).toBe(401);
  const began = performance.now();
  for (const mark of ["*", "_", "`", "[", "![", "> ", "- ", "<!--", "# "])
    toExcerpt(mark.repeat(9_000));
  expect(performance.now() - began).toBeLessThan(500);
});
