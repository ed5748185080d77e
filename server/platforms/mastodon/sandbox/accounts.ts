import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { hexOf } from "../../../sandbox/random.ts";
import type { Friend } from "../../../sandbox/small-talk.ts";
import { statusIdOf } from "./ids.ts";

export const HOST = "fosspond.example";
export const JOINED = Date.UTC(2022, 10, 6, 19, 12, 40);

export interface Member {
  readonly id: string;
  readonly username: string;
  /** With its server where that is another one. */
  readonly acct: string;
  readonly name: string;
  readonly server: string;
}

export function memberOf(person: Person): Member {
  const username = person.id === "ines" ? "ines" : person.login.replaceAll("-", "_");
  return {
    id: statusIdOf(`account ${person.id}`, JOINED),
    username,
    acct: username,
    name: person.name,
    server: HOST,
  };
}

/** Friends are on other servers, but one. */
export function friendMember({ login, name }: Friend): Member {
  const server = login === "noorvisser" ? HOST : "birdnet.example";
  return {
    id: statusIdOf(`friend ${login}`, JOINED),
    username: login,
    acct: server === HOST ? login : `${login}@${server}`,
    name: login === "mara" ? `${name} :swift:` : name,
    server,
  };
}

/** https://docs.joinmastodon.org/entities/Account/ */
export function accountView(
  member: Member,
  { count, isSuspended, movedTo }: { count: number; isSuspended: boolean; movedTo: Member | null },
): Readonly<Record<string, unknown>> {
  const { id, username, acct, name, server } = member;
  const picture = `https://${HOST}/system/accounts/avatars/${hexOf(id, 16)}.png`;
  const none = { note: "", avatar: "", avatar_static: "", header: "", header_static: "" };
  return {
    id,
    username,
    acct,
    display_name: isSuspended ? "" : name,
    locked: false,
    bot: false,
    discoverable: true,
    indexable: true,
    group: false,
    created_at: `${new Date(JOINED).toISOString().slice(0, 10)}T00:00:00.000Z`,
    note: "<p>Makes small tools.</p>",
    url: `https://${server}/@${username}`,
    uri: `https://${server}/users/${username}`,
    avatar: picture,
    avatar_static: picture,
    header: picture,
    header_static: picture,
    followers_count: 640,
    following_count: 212,
    statuses_count: count,
    last_status_at: count === 0 ? null : "2026-11-21",
    hide_collections: false,
    noindex: false,
    emojis: [],
    roles: [],
    fields: [],
    ...(isSuspended ? { ...none, suspended: true } : {}),
    ...(movedTo === null
      ? {}
      : { moved: accountView(movedTo, { count: 0, isSuspended: false, movedTo: null }) }),
  };
}
