import type { Page, PlatformItem } from "../page.ts";
import type { Platform } from "../platform.ts";
import type { Case, Check } from "./check.ts";
import { loadSubjects, type Subject } from "./subject.ts";

/** Platforms that are broken on purpose, each made of one that is not. */

export const loaded = (await loadSubjects(null)).flatMap(({ subject }) =>
  subject instanceof Error ? [] : [subject],
);

export function some(): Subject {
  const [subject] = loaded;
  if (subject === undefined) throw new Error("No platform is registered.");
  return subject;
}

export function broken(change: Partial<Platform>, subject: Subject = some()): Subject {
  return { ...subject, platform: { ...subject.platform, ...change } };
}

/** All that a check complains about. */
export async function complaints(check: Check, subject: Subject, only = /./): Promise<string> {
  const found = await Promise.all(
    check
      .cases(subject)
      .filter(({ name }) => only.test(name))
      .map(outcome),
  );
  return found.flat().join("\n");
}

async function outcome({ find }: Case): Promise<readonly string[]> {
  try {
    return await find();
  } catch (error) {
    return [String(error)];
  }
}

/** A platform whose pages are not what they should be. */
export function withPages(change: (page: Page) => Page): Subject {
  const { platform } = some();
  return broken({ fetchPage: async (request) => change(await platform.fetchPage(request)) });
}

export function withItems(
  change: (items: readonly PlatformItem[]) => readonly PlatformItem[],
): Subject {
  const { platform } = some();
  return broken({ map: (raw, account) => change(platform.map(raw, account)) });
}
