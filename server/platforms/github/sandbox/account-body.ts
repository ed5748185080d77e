import { numberOf } from "../../../sandbox/random.ts";
import { API, nodeId, toIso } from "./wire.ts";
import type { Account } from "./world.ts";

/** The short form, as it stands in every other body. */
export function accountBody(account: Account) {
  const url = `${API}/users/${encodeURIComponent(account.login)}`;
  const page =
    account.type === "Bot"
      ? `https://github.com/apps/${account.login.replace("[bot]", "")}`
      : `https://github.com/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("U", account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: page,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** The long form of `GET /user` and `GET /users/{login}`. */
export function profileBody(account: Account, counts: { publicRepos: number; updatedAt: number }) {
  return {
    ...accountBody(account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    // Shown only to those who make their address public; few do.
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    notification_email: null,
    public_repos: counts.publicRepos,
    public_gists: 0,
    followers: numberOf(`followers ${account.login}`, 400),
    following: numberOf(`following ${account.login}`, 80),
    created_at: toIso(account.createdAt),
    updated_at: toIso(counts.updatedAt),
  };
}
