import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkDocs } from "./check-docs.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "docs-"));
  mkdirSync(join(root, "server"));
  writeFileSync(join(root, "server/app.ts"), "");
  writeFileSync(join(root, "package.json"), JSON.stringify({ scripts: { start: "x" } }));
});
afterEach(() => rmSync(root, { recursive: true }));

const problemsOf = (text: string): string[] => {
  writeFileSync(join(root, "README.md"), text);
  return checkDocs(root);
};

it.each([
  "`server/app.ts`, `app.ts`, `server/`, `.dev.vars`, `@trpc/client`, `application/json`, `/media/api`",
  "`npm start`, [home](https://example.org), [below](#the-map)\n\n## The map\n",
])("accepts %s", (text) => expect(problemsOf(text)).toEqual([]));

it.each([
  ["`server/gone.ts`", "`server/gone.ts` is not there"],
  ["`gone.toml`", "`gone.toml` is not there"],
  ["`server/gone`", "`server/gone` is not there"],
  ["```\nnpm run gone\n```", 'there is no npm script "gone"'],
  ["npm test", 'there is no npm script "test"'],
  ["![shot](docs/gone.png)", "the link docs/gone.png leads nowhere"],
  ["[below](#gone)", "the link #gone names no heading"],
])("finds what is dead in %s", (text, problem) =>
  expect(problemsOf(text)).toEqual([`README.md: ${problem}`]),
);
