/** Under which name each reading of connections is held. */
export const connectionKeys = {
  list: ["connections", "list"],
  one: (id: string) => ["connections", "one", id],
  runs: (id: string) => ["connections", "runs", id],
  budgets: (id: string) => ["connections", "budgets", id],
  asked: (id: string) => ["connections", "asked", id],
};
