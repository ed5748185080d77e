/**
 * Reddit ends a listing early and does not say so: of what is no younger than the oldest that it still
 * gives nobody can know whether it was deleted.
 */
export async function beyondReach(
  rows: (sql: string, ...values: unknown[]) => Promise<readonly Record<string, unknown>[]>,
  id: string,
  given: ReadonlySet<string>,
): Promise<Set<string>> {
  const items = (
    await rows(
      "SELECT kind, external_id, occurred_at FROM media_items WHERE connection_id = ?1",
      id,
    )
  ).map((row) => ({
    name: `${String(row["kind"])} ${String(row["external_id"])}`,
    isComment: row["kind"] === "comment",
    at: Number(row["occurred_at"]),
  }));
  const oldest = (isComment: boolean): number =>
    Math.min(
      ...items
        .filter((one) => one.isComment === isComment && given.has(one.name))
        .map(({ at }) => at),
    );
  const ends = { comments: oldest(true), posts: oldest(false) };
  return new Set(
    items
      .filter(({ isComment, at }) => at <= (isComment ? ends.comments : ends.posts))
      .map(({ name }) => name),
  );
}
