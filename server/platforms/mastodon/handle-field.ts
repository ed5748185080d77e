import * as z from "zod";
import { isPublic } from "../http-address.ts";

const NAME = /^\w([\w.-]{0,62}\w)?$/;
/** Names that servers give out are as long at most. */
const LONGEST_SUGGESTED = 30;
const LONGEST_REPEATED = 40;
const ENDS =
  /^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/g;

/** `name@server`, out of anything that a person may copy: `@name@server`, the address of a profile. */
export const handleField = z
  .string()
  .transform((typed, context) => {
    const { name, server } = partsOf(typed.replace(ENDS, ""));
    const complaint = complaintAbout(name, server);
    if (complaint === null) return `${name}@${hostOf(server)}`;
    context.addIssue({ code: "custom", message: complaint });
    return z.NEVER;
  })
  .meta({
    title: "Handle",
    description: "Your handle with its server, or the address of your profile.",
    example: "@ines@mastodon.social",
  });

interface Parts {
  readonly name: string;
  readonly server: string;
}

function partsOf(text: string): Parts {
  if (text.includes("/")) return partsOfAddress(text);
  const [name = "", ...rest] = text
    .replace(/^acct:/i, "")
    .replace(/^@/, "")
    .split("@");
  return { name, server: rest.join("@") };
}

/** `https://server/@name`, `/users/name`, `/web/@name@other`, and what lies below them. */
function partsOfAddress(text: string): Parts {
  const [, server = "", path = ""] = /^(?:https?:\/\/)?([^/?#]*)([^?#]*)/i.exec(text) ?? [];
  const segments = path.split("/").filter((segment) => segment !== "");
  const named = segments.find((segment) => segment.startsWith("@"));
  const plain = segments[0] === "users" ? segments[1] : segments[0];
  const [name = "", other] = (named?.slice(1) ?? plain ?? "").split("@");
  return { name, server: other ?? server };
}

function complaintAbout(name: string, server: string): string | null {
  if (name === "" && server === "") return "A handle is needed.";
  if (name === "")
    return "That address names a server and nobody on it. Add the name: @ines@mastodon.social.";
  if (server === "")
    return NAME.test(name) && name.length <= LONGEST_SUGGESTED
      ? `A Mastodon handle names its server too: @${name}@mastodon.social, perhaps.`
      : "A Mastodon handle names its server too, as in @ines@mastodon.social.";
  if (!NAME.test(name)) return "That name has signs in it that no Mastodon handle has.";
  const url = URL.parse(`https://${server}`);
  if (url === null || url.pathname !== "/" || url.username !== "" || url.search !== "")
    return `${repeated(server)} is not the name of a server.`;
  if (!isPublic(url))
    return `${repeated(server)} is not a server on the open internet, so it cannot be read.`;
  return null;
}

/** What was typed, as far as a sentence can hold it. */
function repeated(typed: string): string {
  const letters = [...typed];
  return letters.length > LONGEST_REPEATED
    ? `${letters.slice(0, LONGEST_REPEATED).join("")}…`
    : typed;
}

function hostOf(server: string): string {
  return new URL(`https://${server}`).host.replace(/\.$/, "");
}
