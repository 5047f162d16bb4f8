/**
 * Optimal string alignment distance of two words: insertions, deletions, substitutions and swaps of neighbours.
 * @module
 */

/** The next row of the distance matrix, for letter `i` of `word` against all prefixes of `query`. */
function nextDistanceRow(rows: readonly (readonly number[])[], word: string, i: number, query: string): number[] {
  const above = rows[i]!;
  const row = [i + 1];
  for (let j = 1; j <= query.length; j++) {
    const same = word[i] === query[j - 1];
    let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
    if (!same && i > 0 && j > 1 && word[i] === query[j - 2] && word[i - 1] === query[j - 1]) {
      cost = Math.min(cost, rows[i - 1]![j - 2]! + 1);
    }
    row.push(cost);
  }
  return row;
}

/** Row of the empty word. */
function firstDistanceRow(query: string): number[] {
  return Array.from({ length: query.length + 1 }, (_, i) => i);
}

export function editDistanceAtMost(word: string, query: string, most: number): boolean {
  if (Math.abs(word.length - query.length) > most) return false;
  const rows = [firstDistanceRow(query)];
  for (let i = 0; i < word.length; i++) rows.push(nextDistanceRow(rows, word, i, query));
  return rows[word.length]![query.length]! <= most;
}
