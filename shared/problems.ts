/**
 * What can go wrong on the way through another site, by the code that the Worker puts into the
 * address of the page it returns to (`/connections?problem=denied&platform=github`). Codes travel,
 * sentences do not: nothing that a stranger wrote into an address is ever shown.
 * `{platform}` stands for the platform's name.
 */
export const PROBLEMS = {
  denied:
    "You chose not to give access at {platform}, so nothing was connected. Connect again whenever you like.",
  code_expired:
    "{platform} no longer accepts the code it gave, because it was used or too old. Connect again; it takes a few seconds.",
  state_unknown:
    "This answer from {platform} does not belong to a connection you started here, or it came more than ten minutes later, or it was used before. Nothing was connected. Start again from this page.",
  state_foreign:
    "This answer from {platform} was started in another session or browser. Nothing was connected. Start again from this page.",
  wrong_client:
    "{platform} does not accept this server's client id or secret. Its owner must correct them; your entries are safe.",
  redirect_mismatch:
    "{platform} does not know this server's return address. Its owner must add it to the app's settings there.",
  not_configured:
    "This server has no {platform} app yet. Its owner must set the client id and secret first.",
  unavailable: "{platform} did not answer properly. Nothing was changed. Try again in a minute.",
  scope_missing:
    "A permission that {platform} offered was left out, and without it nothing can be read. Nothing was connected. Connect again and leave it ticked.",
  nothing_there:
    "The account you chose has nothing on {platform} that could be read, such as a channel. Nothing was connected. Choose another account there.",
  closed_account:
    "{platform} does not let this account be read: it may be suspended or closed. Nothing was connected.",
  app_refused:
    "{platform} does not let this server's app read. Its owner must look at the app there (plan, project or credit). Nothing was connected.",
  asked_to_wait:
    "{platform} asks us to wait: the requests it allows are used up for now. Nothing was connected. Try again in a few minutes.",
  refused: "{platform} refused the request. Nothing was changed. Connect again.",
  not_allowed:
    "This server only admits the people its owner has listed, and this GitHub account is not among them. Ask the owner to add its login.",
  sign_in_failed: "Signing in did not finish. Try again.",
  sign_in_unavailable:
    "The place where you sign in does not answer at the moment. Nothing is lost; try again in a minute.",
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** What the person decided: told as news, not as a fault. */
export function isOwnChoice(code: string | null): boolean {
  return code === "denied";
}

/** The sentence for a code out of an address, or null when it is none of ours. */
export function problemText(code: string | null | undefined, platform: string): string | null {
  if (!code || !Object.hasOwn(PROBLEMS, code)) return null;
  return PROBLEMS[code as ProblemCode].replaceAll("{platform}", platform);
}
