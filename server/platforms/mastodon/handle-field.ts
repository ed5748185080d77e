import * as z from "zod";
import { isPublic } from "../http-address.ts";

const NAME = /^\w([\w.-]{0,62}\w)?$/;
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
    return `A Mastodon handle names its server too: @${name}@mastodon.social, perhaps.`;
  if (!NAME.test(name)) return "That name has signs in it that no Mastodon handle has.";
  const url = URL.parse(`https://${server}`);
  if (url === null || url.pathname !== "/" || url.username !== "" || url.search !== "")
    return `${server} is not the name of a server.`;
  if (!isPublic(url))
    return `${server} is not a server on the open internet, so it cannot be read.`;
  return null;
}

function hostOf(server: string): string {
  return new URL(`https://${server}`).host.replace(/\.$/, "");
}
