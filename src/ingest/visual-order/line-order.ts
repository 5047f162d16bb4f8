/**
 * Lines whose order is not known -> lines as they are read. Each line is read both ways; where one of them reads far
 * better it wins, and a line that says little follows the others.
 * @module
 */
import { evidenceOfReading } from "./order-evidence.ts";
import { readingOrder } from "./reading-order.ts";

export type LineOrder = "logical" | "visual";

/** What a word with article and ending gives. */
const leastPoints = 4;
/** Prose has about one point a word. */
const leastPointsByWord = 0.25;
const timesBetter = 3;

interface Reading {
  readonly points: { readonly [order in LineOrder]: number };
  readonly words: number;
}

/**
 * @param lines - each as units that stay together, in the order in which they came
 * @param assumed - the order of lines that no evidence decides
 */
export function linesAsRead(lines: readonly (readonly string[])[], assumed: LineOrder): string[] {
  const readings = lines.map(read);
  const all: Reading = {
    points: {
      logical: readings.reduce((sum, { points }) => sum + points.logical, 0),
      visual: readings.reduce((sum, { points }) => sum + points.visual, 0),
    },
    words: readings.reduce((sum, { words }) => sum + words, 0),
  };
  const usual = decide(all, assumed);
  return lines.map((units, i) => (decide(readings[i]!, usual) === "visual" ? readingOrder(units) : units.join("")));
}

function read(units: readonly string[]): Reading {
  const { points: logical, words } = evidenceOfReading(units.join(""));
  return { points: { logical, visual: evidenceOfReading(readingOrder(units)).points }, words };
}

function decide({ points: { logical, visual }, words }: Reading, otherwise: LineOrder): LineOrder {
  if (readsWell(visual, words) && visual >= logical * timesBetter) return "visual";
  if (readsWell(logical, words) && logical >= visual * timesBetter) return "logical";
  return otherwise;
}

function readsWell(points: number, words: number): boolean {
  return points >= leastPoints && points >= words * leastPointsByWord;
}
