import * as z from "zod";
import { isPublic } from "../http-address.ts";

const LONGEST = 2000;

/** An address as people type it, made whole; what is wrong with it is said in a sentence. */
export const feedAddress = z
  .string()
  .transform((typed, ctx) => {
    const problem = (message: string): never => {
      ctx.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const text = typed
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
      .replace(/^feed:/i, "https:");
    if (text === "") return problem("An address is needed, like ines.example/feed.xml.");
    if (text.length > LONGEST) return problem("This address is too long to be one.");
    const url = URL.parse(/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`);
    if (url === null || /\s/.test(text))
      return problem("This is not a web address. One looks like ines.example/feed.xml.");
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return problem("Only addresses that begin with https:// or http:// can be read.");
    if (url.username !== "" || url.password !== "")
      return problem(
        "This address holds a name or a password. Only feeds that need none can be read.",
      );
    if (url.port !== "") return problem("Only the usual ports can be read: leave out the number.");
    if (!isPublic(url))
      return problem("This address is not on the open internet, and only that can be read.");
    url.hash = "";
    return url.href;
  })
  .meta({
    title: "Address",
    description: "Of a feed, or of a page that has one.",
    example: "ines.example/feed.xml",
  });
