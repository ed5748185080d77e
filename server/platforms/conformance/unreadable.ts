import { PlatformError } from "../../errors.ts";
import { keptAnswer } from "../http.ts";
import type { Page, PlatformItem } from "../page.ts";
import type { Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { toJson } from "./differences.ts";
import { openSession, type Session } from "./session.ts";
import type { Subject } from "./subject.ts";
import { privacyOf } from "./synced.ts";
import { type Twist, twistsOf } from "./twisted.ts";
import { keepPage } from "../../testing/keep-page.ts";
import { askPatiently, walk, type Walked } from "./walk.ts";

const A_DAY_AND_MORE_MS = 25 * 3_600_000;
const MOST_LISTS = 3;
const TWISTS_OF_A_LIST = 40;
const MOST_FAILURES = 5;
const MOST_PAGES = 500;
const MOST_SHOWN = 5;

/** An entry that cannot be read is there all the same: when all is read again, nothing of it is hidden. */
export const unreadable: Check = {
  name: "unreadable",
  cases: (subject) => [{ name: "an entry hides nothing", find: () => faultsOfTwists(subject) }],
};

async function faultsOfTwists(subject: Subject): Promise<string[]> {
  const { platform } = subject;
  const includePrivate = privacyOf(subject).at(-1) ?? false;
  const session = await openSession(subject, { login: "tovelind", items: 120, includePrivate });
  const first = await walk(platform, session);
  session.wait(A_DAY_AND_MORE_MS);
  await session.renew();
  const heard = new Map<string, string>();
  const hear = listening(session, (url, body) => {
    if (!heard.has(url)) heard.set(url, body);
    return body;
  });
  const known = await readAgain(platform, hear, first);
  const faults: string[] = [];
  for (const { url, twist } of chosen(heard)) {
    const twisted = listening(session, (asked, body) =>
      asked === url ? twist.change(body) : body,
    );
    const items = await readAgain(platform, twisted, first);
    const there = new Set((await session.inventory()).map(({ externalId }) => externalId));
    const lost = [...known.keys()].filter((id) => there.has(id) && !items.has(id));
    const where = new URL(url).pathname;
    if (lost.length > 0) faults.push(`${where}: ${twist.what}: ${lost.length} lost: ${lost[0]}`);
    if (faults.length === MOST_SHOWN) break;
  }
  return faults;
}

/** Of the first page of each kind of list. */
function chosen(heard: ReadonlyMap<string, string>): { url: string; twist: Twist }[] {
  const lists = new Map<string, { url: string; twists: readonly Twist[] }>();
  for (const [url, body] of heard) {
    const { host, pathname } = new URL(url);
    const twists = twistsOf(body);
    if (twists.length > 0 && !lists.has(host + pathname))
      lists.set(host + pathname, { url, twists });
  }
  return [...lists.values()].slice(0, MOST_LISTS).flatMap(({ url, twists }) => {
    const step = Math.max(1, twists.length / TWISTS_OF_A_LIST);
    const some = twists.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step));
    return some.map((twist) => ({ url, twist }));
  });
}

/** The session, with an ear and a hand on each answer. */
function listening(session: Session, change: (url: string, body: string) => string): Session {
  return {
    ...session,
    http: {
      send: async (request) => {
        const answer = await session.http.send(request);
        if (answer.status !== 200) return answer;
        const body = change(answer.url, answer.body);
        return { ...answer, body, json: (schema) => keptAnswer(answer.url, body).json(schema) };
      },
    },
  };
}

/** Until it is up to date, or fails again and again; then what is held is what it was. */
async function readAgain(
  platform: Platform,
  session: Session,
  from: Walked,
): Promise<ReadonlyMap<string, PlatformItem>> {
  const items = new Map(from.items);
  let { cursor } = from;
  for (let pages = 0, failures = 0; pages < MOST_PAGES && failures < MOST_FAILURES; pages += 1) {
    const page: Page | null = await askPatiently(platform, session, cursor, failures).catch(
      stepOver,
    );
    failures = page === null ? failures + 1 : 0;
    if (page === null) continue;
    keepPage(items, page);
    cursor = toJson(page.cursor);
    if (!page.more) break;
  }
  return items;
}

function stepOver(error: unknown): null {
  if (error instanceof PlatformError) return null;
  throw error;
}
