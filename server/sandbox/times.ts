/** Epoch milliseconds. The developer's life begins at `START`; sizes are meant as of `REFERENCE_DAY`. */
export const START = Date.UTC(2021, 9, 4);
export const REFERENCE_DAY = Date.UTC(2026, 10, 22);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
