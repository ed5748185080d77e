import { readFileSync } from "node:fs";
import { join, matchesGlob, posix } from "node:path";
import * as z from "zod";
import { listSourceFiles, readImports } from "./imports.ts";
import type { WrittenImport } from "./imports.ts";

/**
 * The walls that oxlint cannot see: `import()`, one platform reading another, and the database or R2
 * outside the store. Who may import whom is written once, in .oxlintrc.json; this reads it there.
 */
export function checkWalls(root: string): string[] {
  const walls = readWalls(root);
  return listSourceFiles(root).flatMap((file) => {
    const imports = readImports(root, file);
    return [
      ...imports.filter((one) => one.dynamic).flatMap((one) => breaches(one, walls)),
      ...imports
        .filter(isForeignPlatform)
        .map((one) => `${file} imports ${one.specifier}: a platform never sees another.`),
      ...touchesStorage(root, file),
    ];
  });
}

const pattern = z.object({ group: z.array(z.string()), message: z.string() });
const wall = z.object({
  files: z.array(z.string()),
  excludeFiles: z.array(z.string()).default([]),
  rules: z.object({
    "no-restricted-imports": z.tuple([z.string(), z.object({ patterns: z.array(pattern) })]),
  }),
});
type Wall = z.infer<typeof wall>;

function readWalls(root: string): Wall[] {
  const text = readFileSync(join(root, ".oxlintrc.json"), "utf8");
  return z.object({ overrides: z.array(wall) }).parse(JSON.parse(text)).overrides;
}

function breaches({ file, specifier }: WrittenImport, walls: readonly Wall[]): string[] {
  const within = (globs: readonly string[]) => globs.some((glob) => matchesGlob(file, glob));
  // As in oxlint, the last override that fits a file is the one that counts.
  const own = walls.findLast((one) => within(one.files) && !within(one.excludeFiles));
  const patterns = own?.rules["no-restricted-imports"][1].patterns ?? [];
  return patterns
    .filter(({ group }) => group.some((glob) => matchesGlob(withoutDots(specifier), glob)))
    .map(({ message }) => `${file} has import("${specifier}"): ${message}`);
}

/** A glob's `**` does not step over `..`, so `../../store/x.ts` is matched as `store/x.ts`. */
function withoutDots(specifier: string): string {
  return specifier.replace(/^(\.\.?\/)+/, "");
}

function isForeignPlatform({ file, specifier }: WrittenImport): boolean {
  const own = platformOf(file);
  if (own === null || !specifier.startsWith(".")) return false;
  const other = platformOf(posix.join(posix.dirname(file), specifier));
  return other !== null && other !== own;
}

function platformOf(path: string): string | null {
  return /^server\/platforms\/([^/]+)\//.exec(path)?.[1] ?? null;
}

const STORAGE_CALLS = {
  "the database":
    /\bdb\s*\.\s*(select|insert|update|delete|run|all|get|batch|query|prepare|exec|\$client)[\w.]*\(/i,
  R2: /\bbucket\s*\.\s*(get|put|head|list|delete|createMultipartUpload)\(/i,
};

function touchesStorage(root: string, file: string): string[] {
  const isProduct =
    file.startsWith("server/") && !/\.test\.ts$|^server\/(store|testing)\//.test(file);
  if (!isProduct) return [];
  const text = readFileSync(join(root, file), "utf8");
  return Object.entries(STORAGE_CALLS)
    .filter(([, call]) => call.test(text))
    .map(([name]) => `${file} calls ${name}: only server/store does.`);
}
