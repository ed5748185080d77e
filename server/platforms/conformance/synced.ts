import { openSession, type Session } from "./session.ts";
import type { Subject } from "./subject.ts";
import { walk, type Walked } from "./walk.ts";

export interface Synced {
  readonly session: Session;
  readonly first: Walked;
}

/** About so many things; enough for several pages, and quick. */
const FRIEND = { login: "tovelind", items: 300 };
export const OVERFULL = { login: "overfull", items: 3600 };
const known = new WeakMap<Subject, Map<string, Promise<Synced>>>();

/** The first walk over a friend's account, private items and all unless they are not wanted; made once. */
export function syncFriend(
  subject: Subject,
  includePrivate = privacyOf(subject).at(-1) ?? false,
): Promise<Synced> {
  return once(subject, `friend ${includePrivate}`, { ...FRIEND, includePrivate });
}

/** The first walk over the whole account of the one who is always there: long, for what is rare. */
export function syncInes(subject: Subject): Promise<Synced> {
  const includePrivate = privacyOf(subject).at(-1) ?? false;
  return once(subject, "ines", { login: "ineshal", items: 0, includePrivate });
}

/** The first walk over an account with more than some platforms give of one; private items and all. */
export function syncOverfull(subject: Subject): Promise<Synced> {
  const includePrivate = privacyOf(subject).at(-1) ?? false;
  return once(subject, "overfull", { ...OVERFULL, includePrivate });
}

/** With and without private items where that is a choice; where it is none, all there is. */
export function privacyOf({ platform: { connect } }: Subject): readonly boolean[] {
  return connect.type === "oauth" && connect.privateAccess !== null ? [false, true] : [true];
}

function once(
  subject: Subject,
  name: string,
  person: Parameters<typeof openSession>[1],
): Promise<Synced> {
  const all = known.get(subject) ?? new Map<string, Promise<Synced>>();
  known.set(subject, all);
  const synced = all.get(name) ?? sync(subject, person);
  all.set(name, synced);
  return synced;
}

async function sync(subject: Subject, person: Parameters<typeof openSession>[1]): Promise<Synced> {
  const session = await openSession(subject, person);
  return { session, first: await walk(subject.platform, session) };
}
