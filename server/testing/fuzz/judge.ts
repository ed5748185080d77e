import * as z from "zod";

/** Words of our insides, of the database, and of programs that fell over. */
const INSIDES =
  /sqlite|d1_|fts5|no such (?:table|column|index)|syntax error|constraint failed|mismatch|json_each|media_[a-z]|node_modules|\.ts\b|\bat \S+ \(|drizzle|typeerror|rangeerror|referenceerror|cannot read|is not a function|undefined is|zod|invalid_type|unexpected token|stack/i;

/** One begins with a platform's own name. */
const SENTENCE = /^(?:\P{Ll}|devpad)[\s\S]*[.?]$/u;
const LONGEST = 600;

const failure = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ code: z.string().regex(/^[A-Z_]+$/), httpStatus: z.int().max(499) }),
  }),
});
/** What plain HTTP answers: a change from elsewhere, an address that is not there. */
const plainFailure = z.object({
  error: z.object({ message: z.string(), code: z.string().regex(/^[A-Z_]+$/) }),
});
const success = z.object({ result: z.object({}) });

/** What is wrong with an answer; null where nothing is. */
export function judge(status: number, body: string): string | null {
  if (status >= 500) return `answered ${status}: ${body.slice(0, 300)}`;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return `answered what is no JSON: ${body.slice(0, 300)}`;
  }
  for (const one of Array.isArray(answer) ? answer : [answer]) {
    const wrong = judgeOne(one);
    if (wrong !== null) return `${wrong}: ${JSON.stringify(one).slice(0, 300)}`;
  }
  return null;
}

function judgeOne(answer: unknown): string | null {
  if (success.safeParse(answer).success) return null;
  const { data } = z.union([failure, plainFailure]).safeParse(answer);
  if (data === undefined) return "is neither a result nor an error with its code below 500";
  const { message } = data.error;
  if (INSIDES.test(message)) return "names our insides";
  if (!SENTENCE.test(message) || message.length > LONGEST) return "is no sentence";
  return null;
}
