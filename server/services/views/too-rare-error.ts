import { AppError } from "../../errors.ts";
import type { ItemRow } from "../../store/items.ts";

/** A reading looked at as much as it may at once. Who can go on later takes what it found, and where it stopped. */
export class TooRareError extends AppError {
  readonly rows: readonly ItemRow[];
  /** The last key that was looked at. */
  readonly key: number;

  constructor(rows: readonly ItemRow[], key: number) {
    super(
      "LIMITED",
      "What fits this filter is too rare to be found at once. Add a date or a place to it.",
    );
    this.rows = rows;
    this.key = key;
  }
}
