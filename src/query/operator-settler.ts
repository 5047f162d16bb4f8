/**
 * Takes out of a list of tokens what is punctuation after all: parentheses without a partner, around nothing or
 * too deep, signs that stand before no unit, `|` without two units beside it. Order and text stay as they are,
 * so printing a tree and reading it again settles nothing further.
 * @module
 */
import { matchesAt, signable } from "./query-lexer.ts";
import { endsUnit, isUnit, type QueryToken, startsUnit } from "./query-token.ts";

/** Deeper parentheses are punctuation, so that whoever walks the tree may recurse. */
const groupDepth = 32;

export function settleOperators(tokens: readonly QueryToken[], q: string): readonly QueryToken[] {
  // Words and phrases alone, as nearly every query is.
  if (tokens.every(isUnit)) return tokens;
  return settleBars(settleSigns(settleGroups(tokens), q));
}

function settleGroups(tokens: readonly QueryToken[]): QueryToken[] {
  const partner = new Map<QueryToken, QueryToken>();
  const open: { readonly token: QueryToken; filled: boolean }[] = [];
  for (const token of tokens) {
    if (token.kind === "open") open.push({ token, filled: false });
    else if (token.kind === "close") {
      const group = open.pop();
      if (!group?.filled) continue;
      partner.set(group.token, token).set(token, group.token);
      const outer = open.at(-1);
      if (outer !== undefined) outer.filled = true;
    } else if (isUnit(token) || token.kind === "keyword") {
      const inner = open.at(-1);
      if (inner !== undefined) inner.filled = true;
    }
  }
  let depth = 0;
  return tokens.filter((token) => {
    if (token.kind !== "open" && token.kind !== "close") return true;
    if (!partner.has(token)) return false;
    return token.kind === "open" ? depth++ < groupDepth : --depth < groupDepth;
  });
}

function settleSigns(tokens: readonly QueryToken[], q: string): QueryToken[] {
  const settled: QueryToken[] = [];
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    const isSign = token.kind === "plus" || token.kind === "minus";
    if (isSign && !(next !== undefined && beginsSignedUnit(token, next, q))) continue;
    // After a sign OR, AND and NOT are words.
    const signed = settled.at(-1)?.kind === "plus" || settled.at(-1)?.kind === "minus";
    settled.push(token.kind === "keyword" && signed ? { ...token, kind: "word" } : token);
  }
  return settled;
}

/** Between a sign and its unit may stand only an unpaired quote or parenthesis, as while a query is being typed. */
function beginsSignedUnit(sign: QueryToken, next: QueryToken, q: string): boolean {
  if (next.kind !== "keyword" && !startsUnit(next)) return false;
  return matchesAt(signable, q, next.start) && !/\s/.test(q.slice(sign.start, next.start));
}

function settleBars(tokens: readonly QueryToken[]): QueryToken[] {
  const settled: QueryToken[] = [];
  for (const [i, token] of tokens.entries()) {
    const joins = endsUnit(settled.at(-1)) && startsUnit(tokens[i + 1]);
    if (token.kind !== "bar" || joins) settled.push(token);
  }
  return settled;
}
