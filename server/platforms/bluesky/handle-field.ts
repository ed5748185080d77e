import * as z from "zod";

const DID = /^did:(plc:[a-z2-7]{24}|web:[a-z0-9.%-]+)$/;
/** https://atproto.com/specs/handle */
const HANDLE =
  /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A name that bsky.social itself gives out. */
const AT_BLUESKY = /^[a-z0-9][a-z0-9-]{1,16}[a-z0-9]$/;

/** A handle or a DID, out of anything that a person may copy: `@name`, the address of a profile. */
export const handleField = z
  .string()
  .transform((typed, context) => {
    const name = nameIn(typed);
    if (DID.test(name) || HANDLE.test(name)) return name;
    context.addIssue({ code: "custom", message: complaintAbout(name) });
    return z.NEVER;
  })
  .meta({
    title: "Handle",
    description: "Your handle, or the address of your profile.",
    example: "ines.bsky.social",
  });

function nameIn(typed: string): string {
  const text = typed
    .trim()
    .replace(
      /^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/g,
      "",
    );
  const [, inAddress] =
    /^(?:https?:\/\/)?(?:[\w-]+\.)?bsky\.app\/profile\/([^/?#]+)/i.exec(text) ?? [];
  const name = inAddress === undefined ? text.replace(/^at:\/\//i, "") : unescaped(inAddress);
  return name
    .replace(/^@/, "")
    .replace(/[./]+$/, "")
    .toLowerCase();
}

function unescaped(text: string): string {
  return URL.canParse(`https://a.example/${text}`) && !/%(?![0-9a-f]{2})/i.test(text)
    ? decodeURIComponent(text)
    : text;
}

function complaintAbout(name: string): string {
  if (name === "") return "A handle is needed.";
  if (name.startsWith("did:"))
    return "That is no DID that Bluesky knows. Enter the handle instead.";
  if (name.includes("@")) return "A Bluesky handle has no @ in it: ines.bsky.social is one.";
  if (name.includes("/"))
    return "That address is not a profile on bsky.app. Enter the handle instead.";
  if (!name.includes("."))
    return AT_BLUESKY.test(name)
      ? `A Bluesky handle has a dot in it. Perhaps ${name}.bsky.social?`
      : "A Bluesky handle has a dot in it, as in ines.bsky.social.";
  return "That is not a Bluesky handle: letters, digits, hyphens and dots, as in ines.bsky.social.";
}
