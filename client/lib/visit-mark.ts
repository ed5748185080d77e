const KEY = "signed-in-here";

/**
 * Whether somebody signed in with this browser before. It lets the front page ask who is here only
 * where an answer is likely; it says nothing about the session itself.
 */
export function hasVisitMark(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

export function setVisitMark(isHere: boolean): void {
  try {
    if (isHere) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that stores nothing is asked each time.
  }
}
