/**
 * The kind that days are full of, and that is grouped: the timeline's index has it apart, so that a page
 * whose groups are known can be read without them. Another one is a matter for a migration.
 */
export const GROUPED_KIND = "commit";

/** As the index has it, letter by letter, or it is not used. */
export const isGrouped = (is: 0 | 1, alias = ""): string =>
  `(${alias}kind = '${GROUPED_KIND}') = ${is}`;

/** Together they have all that a person holds, each in order of time: an index, and what it is asked by. */
export const WALKS = [
  ["media_items_timeline", `${isGrouped(0)} AND parent IS NULL`],
  ["media_items_timeline", `${isGrouped(1)} AND parent IS NULL`],
  ["media_items_inside", "parent IS NOT NULL"],
] as const;

/** Keys of a person's items below one, newest first; ?1 is the person. Each walk goes as far as it is needed. */
export const nextOf = (key: string, limit: string): string => {
  const walks = WALKS.map(
    ([index, condition]) => `SELECT id FROM media_items INDEXED BY ${index}
      WHERE user_id = ?1 AND ${condition} AND id < ${key}`,
  );
  return `${walks.join(" UNION ALL ")} ORDER BY id DESC LIMIT ${limit}`;
};
