import * as z from "zod";

/** For procedures that take nothing: nothing at all, null, or an empty object. */
export const noInput = z.union([z.undefined(), z.null(), z.strictObject({})], {
  error: "This procedure takes no input.",
});
