import type { Budget } from "../../shared/connections.ts";

/** What was typed as an amount of a meter: `5`, `7.50`, `7,50`, `10,000`; null where it is none. */
export function readAmount(text: string, meter: Budget["meter"]): number | null {
  const typed = text.trim().replace(/^\$\s*/, "");
  if (meter === "dollars" && /^\d{1,9}([.,]\d{1,2})?$/.test(typed)) {
    return Number(typed.replace(",", "."));
  }
  if (!/^(\d{1,9}|\d{1,3}([ ,.'\u00a0]\d{3}){1,2})$/.test(typed)) return null;
  return Number(typed.replace(/\D/g, ""));
}
