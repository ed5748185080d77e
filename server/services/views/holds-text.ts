import { cutText } from "../../store/cut-text.ts";
import { toAskedTokens } from "../../store/search-terms.ts";

/** Whether a title or a body has these words, in this order and side by side, as the full-text index finds them. */
export function holdsText(row: { title: string; body: string | null }, wanted: string): boolean {
  const asked = toAskedTokens(cutText(wanted));
  if (asked.length === 0) return false;
  return [row.title, row.body ?? ""].some((text) => {
    const tokens = cutText(text).map(({ token }) => token);
    return tokens.some((_, from) =>
      asked.every(({ token, isPrefix }, step) => {
        const there = tokens[from + step];
        return isPrefix ? there?.startsWith(token) === true : there === token;
      }),
    );
  });
}
