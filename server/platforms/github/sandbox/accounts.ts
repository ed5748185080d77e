import { numberOf } from "../../../sandbox/random.ts";
import type { Account, Signature } from "./world.ts";
import { DAY, START } from "../../../sandbox/times.ts";

/** Numbers far above those of real accounts, so that no stranger's picture is ever shown. */
const FIRST_ID = 3_000_000_000;

export function toAccount(
  login: string,
  name: string,
  email: string,
  type: Account["type"] = "User",
): Account {
  const key = login.toLowerCase();
  return {
    id: FIRST_ID + numberOf(`account ${key}`, 900_000_000),
    login,
    name,
    email,
    type,
    createdAt: START - numberOf(`since ${key}`, 3000) * DAY - numberOf(`at ${key}`, 86_400) * 1000,
  };
}

function colleague(login: string, name: string): Account {
  return toAccount(login, name, `${login}@example.net`);
}

export const colleagues = {
  tomasz: colleague("twierzba", "Tomasz Wierzba"),
  amara: colleague("amara-ok", "Amara Okafor"),
  jun: colleague("jtakeda", "Jun Takeda"),
  leila: colleague("lhaddad", "Leila Haddad"),
  piet: colleague("pietdv", "Piet de Vries"),
  mara: colleague("mbekele", "Mara Bekele"),
  oskar: colleague("oskarl", "Oskar Lind"),
  priya: colleague("praman", "Priya Raman"),
  dag: colleague("dagsolberg", "Dag Solberg"),
  noor: colleague("noorvisser", "Noor Visser"),
} as const;

export const BOT: Account = toAccount(
  "dependabot[bot]",
  "dependabot[bot]",
  "49699333+dependabot[bot]@users.noreply.github.com",
  "Bot",
);

/** Who commits when a button on the site is pressed. */
export const WEB_FLOW: Signature = {
  account: toAccount("web-flow", "GitHub", "noreply@github.com"),
  name: "GitHub",
  email: "noreply@github.com",
};

/** Somebody whose e-mail belongs to no account: GitHub shows a null author. */
export const STRANGER: Signature = {
  account: null,
  name: "Sefa Aydın",
  email: "sefa@laptop.local",
};

export function signatureOf(account: Account): Signature {
  return { account, name: account.name, email: account.email };
}
