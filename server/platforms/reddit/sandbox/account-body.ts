import type { Person } from "../../../sandbox/platform-sandbox.ts";
import { numberOf } from "../../../sandbox/random.ts";
import { DAY, START } from "../../../sandbox/times.ts";
import { look } from "./thing.ts";
import type { Thing } from "./thing.ts";

/** The account's number in base 36, without `t2_`. */
export function accountId(login: string): string {
  return (36 ** 5 + numberOf(`reddit account ${login}`, 1_500_000_000)).toString(36);
}

function joinedAt(login: string): number {
  return START - numberOf(`reddit since ${login}`, 2400) * DAY;
}

/** https://www.reddit.com/dev/api#GET_api_v1_me */
export function toMeBody(
  person: Person,
  things: readonly Thing[],
  { now, isSuspended }: { now: number; isSuspended: boolean },
): Record<string, unknown> {
  const created = Math.floor(joinedAt(person.login) / 1000);
  const karma = (type: Thing["type"]): number =>
    things
      .filter((thing) => thing.type === type)
      .reduce((sum, thing) => sum + Math.max(0, look(thing, now)?.points ?? 0), 1);
  const [links, comments] = [karma("post"), karma("comment")];
  return {
    id: accountId(person.login),
    name: person.login,
    created,
    created_utc: created,
    is_suspended: isSuspended,
    suspension_expiration_utc: null,
    is_employee: false,
    is_mod: false,
    is_gold: false,
    is_sponsor: false,
    is_blocked: false,
    has_verified_email: true,
    verified: true,
    over_18: false,
    hide_from_robots: false,
    pref_show_snoovatar: false,
    pref_nightmode: true,
    num_friends: 0,
    inbox_count: 0,
    has_mail: false,
    has_mod_mail: false,
    coins: 0,
    link_karma: links,
    comment_karma: comments,
    awarder_karma: 0,
    awardee_karma: 0,
    total_karma: links + comments,
    icon_img: "https://www.redditstatic.com/avatars/defaults/v2/avatar_default_3.png",
    subreddit: {
      display_name: `u_${person.login}`,
      display_name_prefixed: `u/${person.login}`,
      name: `t5_${accountId(person.login)}`,
      title: person.name,
      public_description: "",
      url: `/user/${person.login}/`,
      subreddit_type: "user",
      over_18: false,
      subscribers: 0,
      user_is_moderator: true,
    },
    features: {},
  };
}
