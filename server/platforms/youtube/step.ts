import type { Page } from "../page.ts";
import type { CursorState } from "./cursor.ts";

/** What one request changed, and brought. */
export interface Step extends Partial<Pick<Page, "items" | "raw" | "gone" | "account">> {
  readonly state: CursorState;
  readonly unchanged: boolean;
}
