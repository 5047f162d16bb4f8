/**
 * A line as it stands on the page, from left to right -> the line as it is read. Arabic letters come in reverse,
 * numbers and Latin words as they are; brackets turn round where that pairs them. It is the way back of UAX 9: of the
 * lines that look like this the one that a person would have typed.
 * @module
 */

const arabicLetter = /^(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;
const letter = /^\p{L}/u;
const digit = /^\p{Nd}/u;
/** Between two digits, without a blank: 12/5/2014, 1,000, 3.5, 10:30. */
const numberJoiner = /^[.,:/\u066b\u066c]/;
const percent = /^[%\u066a]/;
const mirrored = new Map(
  ["()", "[]", "{}", "<>", "\u00ab\u00bb", "\u2039\u203a"].flatMap(([a, b]) => [
    [a!, b!],
    [b!, a!],
  ]),
);
const opening = new Set(["(", "[", "{", "\u00ab", "\u2039"]);

/** Lines with fewer Arabic letters than this share read from left to right. */
const arabicShareMin = 0.3;

type Direction = "arabic" | "latin" | "number" | "neutral";

function directionOf(unit: string): Direction {
  if (arabicLetter.test(unit)) return "arabic";
  if (letter.test(unit)) return "latin";
  return digit.test(unit) ? "number" : "neutral";
}

/**
 * @param units - what is kept together and never reversed inside: a character, or all that one glyph stands for
 * @returns the line in reading order; the same line where there is no Arabic letter
 */
export function readingOrder(units: readonly string[]): string {
  const directions = units.map(directionOf);
  const arabic = directions.filter((direction) => direction === "arabic").length;
  if (arabic === 0) return units.join("");
  const latin = directions.filter((direction) => direction === "latin").length;
  if (arabic >= (arabic + latin) * arabicShareMin) return fromRight(units, directions);
  return fromLeft(units, directions);
}

/** A Latin line: each stretch from one Arabic letter to the last before Latin comes again is turned round. */
function fromLeft(units: readonly string[], directions: readonly Direction[]): string {
  const pieces: string[] = [];
  for (let at = 0; at < units.length; ) {
    let end = at + 1;
    if (directions[at] === "arabic") {
      for (let next = end; next < units.length && directions[next] !== "latin"; next++) {
        if (directions[next] === "arabic") end = next + 1;
      }
      pieces.push(fromRight(units.slice(at, end), directions.slice(at, end)));
    } else pieces.push(units[at]!);
    at = end;
  }
  return pieces.join("");
}

function fromRight(units: readonly string[], directions: readonly Direction[]): string {
  const pieces: string[] = [];
  for (let at = 0; at < units.length; ) {
    const end = directions[at] === "latin" ? endOfLatin(directions, at) : endOfNumber(units, directions, at);
    pieces.push(units.slice(at, end).join(""));
    at = end;
  }
  pieces.reverse();
  const turned = pieces.map((piece) => mirrored.get(piece) ?? piece);
  return pairs(turned) >= pairs(pieces) ? turned.join("") : pieces.join("");
}

/** Latin words with what is between them and the numbers behind them. */
function endOfLatin(directions: readonly Direction[], start: number): number {
  let end = start + 1;
  for (let at = end; at < directions.length && directions[at] !== "arabic"; at++) {
    if (directions[at] !== "neutral") end = at + 1;
  }
  return end;
}

/** A number with its separators and the Latin letters that are stuck to it; one unit where no number begins. */
function endOfNumber(units: readonly string[], directions: readonly Direction[], start: number): number {
  if (directions[start] !== "number") return start + 1;
  let end = start + 1;
  for (;;) {
    if (directions[end] === "number") end++;
    else if (directions[end] === "latin") return endOfLatin(directions, end);
    else if (directions[end + 1] === "number" && numberJoiner.test(units[end]!)) end += 2;
    else return end < units.length && percent.test(units[end]!) ? end + 1 : end;
  }
}

/** Brackets that are closed after they were opened, less those that are closed before. */
function pairs(pieces: readonly string[]): number {
  const open: string[] = [];
  let paired = 0;
  for (const piece of pieces) {
    if (opening.has(piece)) open.push(piece);
    else if (mirrored.has(piece)) paired += open.length > 0 && open.pop() === mirrored.get(piece) ? 1 : -1;
  }
  return paired;
}
