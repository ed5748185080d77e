/** A label in the middle of a sentence: `App password` loses its capital, `API key` keeps it. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** And at the beginning of one. */
export function atStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
