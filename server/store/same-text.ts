/** Below so many characters a text is too common to tell anything: “Good morning”. */
const LEAST_CHARACTERS = 20;

const MENTION = /@([\p{L}\p{N}_-]+)(?:[.@][\p{L}\p{N}_-]+)*/gu;
const LINK = /https?:\/\/\S+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\/\S*)?/giu;
const HASHTAG = /#(?=[\p{L}\p{N}_])/gu;
const ENDING = /(?:…|\.{3})$/u;

/**
 * What a post says, whichever platform it is on: without its links, the hosts of whom it mentions, the
 * signs of hashtags, case, white space, and the dots where it was cut. Null where too little is left.
 */
export async function toSameText(post: {
  title: string;
  body: string | null;
}): Promise<string | null> {
  const text = `${post.title} ${post.body ?? ""}`
    .normalize("NFKC")
    .replace(MENTION, "@$1")
    .replace(LINK, " ")
    .replace(HASHTAG, "")
    .toLowerCase()
    .trim()
    .replace(ENDING, "")
    .replace(/\s+/g, "");
  return [...text].length < LEAST_CHARACTERS ? null : await digest(text);
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes, 0, 12), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
