import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkWalls } from "./check-walls.ts";

const root = resolve(import.meta.dirname, "..");
let planted = "";

beforeAll(() => {
  planted = mkdtempSync(join(tmpdir(), "walls-"));
  for (const room of ["server", "shared", "client", "scripts", "bench", "e2e"]) {
    mkdirSync(join(planted, room));
  }
  copyFileSync(join(root, ".oxlintrc.json"), join(planted, ".oxlintrc.json"));
});
afterAll(() => rmSync(planted, { recursive: true }));

/** What oxlint and the own check say about one planted file. */
function judge(file: string, text: string): { lint: string; own: string[] } {
  const path = join(planted, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  try {
    return { lint: lint(path), own: checkWalls(planted) };
  } finally {
    rmSync(path);
  }
}

function lint(path: string): string {
  try {
    return execFileSync(join(root, "node_modules/.bin/oxlint"), ["-f", "unix", path], {
      cwd: planted,
      encoding: "utf8",
    });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

const forbidden: [file: string, specifier: string][] = [
  ["server/app.ts", "drizzle-orm"],
  ["server/app.ts", "./store/items.ts"],
  ["server/index.ts", "./store/items.ts"],
  ["server/schedule.ts", "./store/sync-runs.ts"],
  ["server/context.ts", "drizzle-orm/d1"],
  ["server/app.ts", "./sandbox/app.ts"],
  ["server/index.ts", "./testing/context.ts"],
  ["server/index.ts", "./platforms/github/sandbox/world.ts"],
  ["server/index.ts", "./platforms/github/sandbox.ts"],
  ["server/app.ts", "../client/lib/days.ts"],
  ["server/platforms/github/index.ts", "../../store/items.ts"],
  ["server/platforms/github/index.ts", "../../services/sync/sync.ts"],
  ["server/platforms/github/index.ts", "../../trpc/init.ts"],
  ["server/platforms/github/index.ts", "../../routes/health.ts"],
  ["server/platforms/github/index.ts", "../../config.ts"],
  ["server/platforms/github/index.ts", "./sandbox/world.ts"],
  ["server/platforms/github/steps/a.ts", "../../../config.ts"],
  ["server/platforms/github/index.ts", "hono"],
  ["server/platforms/github/sandbox/a.ts", "../../../store/items.ts"],
  ["server/platforms/http.ts", "../context.ts"],
  ["server/oauth/flow.ts", "../services/sync/sync.ts"],
  ["server/oauth/flow.ts", "hono/cookie"],
  ["server/time/zone-offset.ts", "../store/items.ts"],
  ["server/time/zone-offset.ts", "../context.ts"],
  ["server/store/items.ts", "../services/sync/sync.ts"],
  ["server/services/sync/a.ts", "hono"],
  ["server/services/sync/a.ts", "@trpc/server"],
  ["server/services/sync/a.ts", "../../trpc/init.ts"],
  ["server/services/sync/a.ts", "hono/cookie"],
  ["server/services/sync/a.ts", "drizzle-orm"],
  ["server/services/sync/a.ts", "drizzle-orm/d1"],
  ["server/services/sync/a.ts", "../../platforms/github/index.ts"],
  ["server/services/sync/a.ts", "../../platforms/registry.ts"],
  ["server/services/sync/a.ts", "../../platforms/platforms.ts"],
  ["server/services/sync/a.ts", "../../routes/health.ts"],
  ["server/services/sync/a.ts", "../../sandbox/app.ts"],
  ["server/trpc/routers/me.ts", "../../store/items.ts"],
  ["server/trpc/routers/me.ts", "drizzle-orm"],
  ["server/trpc/init.ts", "../store/items.ts"],
  ["server/routes/health.ts", "../store/items.ts"],
  ["server/routes/deep/a.ts", "../../store/schema/items.ts"],
  ["server/sandbox/app.ts", "../store/items.ts"],
  ["shared/item.ts", "../server/errors.ts"],
  ["shared/item.ts", "../client/lib/days.ts"],
  ["shared/router.ts", "../server/trpc/router.ts"],
  ["client/queries/me.ts", "../../server/errors.ts"],
  ["client/trpc.ts", "../shared/router.ts"],
  ["client/pages/home/home.tsx", "../../trpc.ts"],
  ["client/pages/home/home.tsx", "../../../server/errors.ts"],
  ["client/components/shell.tsx", "../trpc.ts"],
];

describe.each(forbidden)("%s may not import %s", (file, specifier) => {
  it("as a value", () => {
    const { lint: said } = judge(file, `import { a } from "${specifier}";\nconsole.log(a);\n`);
    expect(said).toContain("no-restricted-imports");
  });
  it("dynamically", () => {
    expect(judge(file, `export const a = () => import("${specifier}");\n`).own).toHaveLength(1);
    const withComment = `export const a = () => import(/* late */ "${specifier}");\n`;
    expect(judge(file, withComment).own).toHaveLength(1);
  });
});

it.each([
  'export { a } from "FROM";',
  'export * from "FROM";',
  'import * as a from "FROM";\nconsole.log(a);',
  'import { type A, a } from "FROM";\nexport type B = A;\nconsole.log(a);',
  'import "FROM";',
])("no way of writing it slips through: %s", (form) => {
  for (const [file, specifier] of [
    ["server/app.ts", "./store/items.ts"],
    ["server/routes/health.ts", "../store/items.ts"],
    ["server/services/a.ts", "drizzle-orm"],
  ] as const) {
    const { lint: said } = judge(file, `${form.replace("FROM", specifier)}\n`);
    expect(said).toContain("no-restricted-imports");
  }
});

const allowed: [file: string, text: string][] = [
  ["shared/router.ts", 'export type { AppRouter } from "../server/trpc/router.ts";\n'],
  ["client/trpc.ts", 'import type { A } from "../shared/router.ts";\nexport type B = A;\n'],
  ["server/app.ts", 'import type { A } from "./store/items.ts";\nexport type B = A;\n'],
  ["server/routes/a.ts", 'import type { A } from "../store/items.ts";\nexport type B = A;\n'],
  ["server/context.ts", 'import { b } from "./store/db.ts";\nconsole.log(b);\n'],
  ["server/services/a.ts", 'import { b } from "../store/items.ts";\nconsole.log(b);\n'],
  ["server/sandbox/dev-entry.ts", 'import media from "../index.ts";\nexport default { media };\n'],
  ["server/services/a.test.ts", 'import { b } from "../sandbox/app.ts";\nconsole.log(b);\n'],
];

it.each(allowed)("%s may have %s", (file, text) => {
  const said = judge(file, text);
  expect(said.lint).not.toContain("no-restricted-imports");
  expect(said.own).toEqual([]);
});

it("keeps platforms apart, and the database and R2 in the store", () => {
  expect(judge("server/platforms/x/map.ts", 'import "../github/map.ts";\n').own).toHaveLength(1);
  expect(judge("server/platforms/x/map.ts", 'import "../http.ts";\n').own).toEqual([]);
  expect(judge("server/services/a.ts", "ctx.bucket.put(key, body);\n").own).toHaveLength(1);
  expect(judge("server/store/a.ts", "bucket.put(key, body);\n").own).toEqual([]);
  expect(judge("server/services/a.ts", "await ctx.db\n  .select(rows);\n").own).toHaveLength(1);
  expect(judge("server/schedule.ts", "env.DB.prepare(text);\n").own).toHaveLength(1);
  expect(judge("server/store/a.ts", "db.select(rows);\n").own).toEqual([]);
});

it("finds a cycle", () => {
  writeFileSync(
    join(planted, "server/b.ts"),
    'import { a } from "./a.ts";\nexport const b = () => a;\n',
  );
  const { lint: said } = judge(
    "server/a.ts",
    'import { b } from "./b.ts";\nexport const a = () => b;\n',
  );
  rmSync(join(planted, "server/b.ts"));
  expect(said).toContain("no-cycle");
});
