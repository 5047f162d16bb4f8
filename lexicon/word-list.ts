/**
 * Words of a list as it is written: blanks and ends of lines between them.
 * @module
 */
export function wordsOf(list: string): string[] {
  return list.trim().split(/\s+/);
}
