import type { RecordedFile, RecordedPage } from "../../testing/recorded-answers.ts";
import { PlatformError } from "../../errors.ts";
import type { Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { faultsOfItems } from "./item-faults.ts";
import type { Subject } from "./subject.ts";

/** The files of a folder of recorded answers, by their path in it; null where there is no folder. */
export type ReadRecorded = (folder: string) => Promise<ReadonlyMap<string, RecordedFile> | null>;

/** Answers of real servers: nothing breaks, no date is wrong and nothing is lost. */
export function recordedBy(read: ReadRecorded): Check {
  return {
    name: "recorded",
    cases: (subject) =>
      subject.recorded === null
        ? []
        : [{ name: "answers of real servers", find: () => faultsOfRecorded(subject, read) }],
  };
}

async function faultsOfRecorded(
  { platform, recorded }: Subject,
  read: ReadRecorded,
): Promise<string[]> {
  const files = recorded === null ? null : await read(recorded.folder);
  if (recorded === null || files === null) return [];
  const pages = recorded.read(files);
  return [
    ...unless(pages.length > 0, "none of the files was read"),
    ...pages.flatMap((page) =>
      faultsOfRecordedPage(platform, page).map((fault) => `${page.name}: ${fault}`),
    ),
  ];
}

function faultsOfRecordedPage(platform: Platform, page: RecordedPage): string[] {
  try {
    const items = platform.map(page.raw, page.account);
    return [
      ...unless(
        items.length === (page.items ?? 0),
        `${items.length} items instead of ${page.items ?? 0}`,
      ),
      ...faultsOfItems(items, platform),
    ];
  } catch (error) {
    if (error instanceof PlatformError && page.items === null) return [];
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
