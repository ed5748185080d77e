import type { PlatformAccount, RawPage } from "../platforms/page.ts";

/**
 * How a platform reads recorded answers of its real servers, which are not part of this repository:
 * `fixtures/recorded.ts` of its folder exports one of these as `recorded`. Where the answers lie is
 * `MEDIA_RECORDED_ANSWERS`; the kit passes over them where that folder is absent.
 */
export interface RecordedAnswers {
  /** The folder below, whose files are given by their path in it. */
  readonly folder: string;
  read(files: ReadonlyMap<string, RecordedFile>): readonly RecordedPage[];
}

export interface RecordedFile {
  readonly text: string;
  /** What a cassette holds; empty where the file is none. */
  readonly exchanges: readonly RecordedExchange[];
}

export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface RecordedPage {
  readonly name: string;
  readonly account: PlatformAccount;
  readonly raw: RawPage;
  /** How many items come of it when nothing is lost; null where the answer is one that is refused. */
  readonly items: number | null;
}
