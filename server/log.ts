/** One line of JSON per event. Fields are ids, counts and words; never tokens, codes or texts of people. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` is logged with its causes; people are shown a fixed sentence instead. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export function createLog(base: LogFields = {}): Log {
  const write = (level: "info" | "warn" | "error", event: string, fields: LogFields): void => {
    console[level](JSON.stringify({ level, event, ...base, ...fields }));
  };
  return {
    info: (event, fields = {}) => write("info", event, fields),
    warn: (event, fields = {}) => write("warn", event, fields),
    error: (event, error, fields = {}) =>
      write("error", event, { ...fields, error: describe(error) }),
  };
}

function describe(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  // A failed query's message goes on with its parameters, which are people's; so does its stack.
  const own = `${error.name}: ${error.message.split("\nparams:")[0]}`;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const stack = depth === 0 ? frames.slice(0, 4).map((line) => ` |${line.trimEnd()}`) : [];
  const cause = error.cause !== undefined && depth < 3 ? describe(error.cause, depth + 1) : null;
  return `${own}${stack.join("")}${cause === null ? "" : ` <- ${cause}`}`;
}
