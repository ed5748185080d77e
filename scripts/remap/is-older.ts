/** Whether it failed because the tables are those of another version of this code. */
export function isOlder(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (/no such (table|column|index)/.test(one.message)) return true;
  }
  return false;
}
