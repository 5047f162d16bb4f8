/**
 * The walks over words against scans of them that follow the definitions: any difference is a fault of the walk.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arabiziLattice,
  DOUBLED,
  FIRST_EXCHANGED,
  FIRST_OMITTED,
  looseCost,
  SWAP,
  substitutionCost,
  unwrittenCost,
  withArabicKeys,
  withLatinKeys,
} from "../../../src/analysis/index.ts";
import { ArabiziAutomaton } from "../../../src/search/correction/arabizi-automaton.ts";
import { plainEdits, SlipAutomaton, slipCosts } from "../../../src/search/correction/slip-automaton.ts";
import { type RowAutomaton, WordTrie } from "../../../src/search/correction/word-trie.ts";

const letter = fc.constantFrom("ا", "ب", "ت", "ط", "س", "ص", "ئ", "و", "ل", "x");
const word = fc.string({ unit: letter, minLength: 1, maxLength: 6 });
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 200 });

const soundsAlike = 4;
const unlimited = Number.POSITIVE_INFINITY;

/** Weighted optimal string alignment from its definition: what it costs that `typed` stands for `meant`. */
function distance(typed: string, meant: string, i = typed.length, j = meant.length): number {
  if (i === 0 && j === 0) return 0;
  const options: number[] = [];
  const doubledOr = (text: string, at: number) =>
    text[at - 1] === text[at - 2] ? Math.min(DOUBLED, looseCost(text[at - 1]!)) : looseCost(text[at - 1]!);
  // A letter typed before the word is never a slip.
  if (i > 1) options.push(distance(typed, meant, i - 1, j) + doubledOr(typed, i));
  if (j > 0) options.push(distance(typed, meant, i, j - 1) + (j === 1 ? FIRST_OMITTED : doubledOr(meant, j)));
  if (i > 0 && j > 0) {
    const exchanged = substitutionCost(typed[i - 1]!, meant[j - 1]!);
    // Another first letter is dearer, unless the two sound alike.
    const first = i === 1 && j === 1 && exchanged > soundsAlike ? FIRST_EXCHANGED : 0;
    options.push(distance(typed, meant, i - 1, j - 1) + exchanged + first);
    const swapped = i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1];
    if (swapped && typed[i - 1] !== typed[i - 2]) options.push(distance(typed, meant, i - 2, j - 2) + SWAP);
  }
  return options.length === 0 ? unlimited : Math.min(...options);
}

function found(list: readonly string[], automaton: RowAutomaton, kernel = false): [string, number][] {
  const sorted = [...list].sort();
  const hits: [string, number][] = [];
  const units = sorted.map((each) => Uint16Array.from(each.split(""), (unit) => unit.charCodeAt(0)));
  const read = (place: number) => ({ units: units[place]!, end: units[place]!.length });
  const trie = WordTrie.of(sorted.length, read, kernel);
  trie.walk(automaton, (place, cost) => hits.push([sorted[place]!, cost]));
  return hits;
}

describe("walk over the words", () => {
  test("finds the words within a weighted distance that a scan finds", () => {
    fc.assert(
      fc.property(words, word, fc.nat(20), (list, typed, budget) => {
        const expected = [...list]
          .sort()
          .map((each): [string, number] => [each, distance(typed, each)])
          .filter(([, cost]) => cost <= budget);
        expect(found(list, new SlipAutomaton(typed, budget, slipCosts))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  // Few letters and long words, so that doubled and swapped ones are many; Latin ones have no numbers of their own.
  const few = fc.string({
    unit: fc.constantFrom("ا", "ب", "ت", "ئ", "م", "ك", "ع", "a", "b", "\u0620"),
    minLength: 1,
    maxLength: 17,
  });
  test.each([
    { name: "people's slips", costs: slipCosts },
    { name: "plain edits", costs: plainEdits },
  ])("finds in WebAssembly what it finds in TypeScript: $name", ({ costs }) => {
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 300 }), few, fc.nat(30), (list, typed, budget) => {
        const automaton = () => new SlipAutomaton(typed, budget, costs);
        expect(found(list, automaton(), true)).toEqual(found(list, automaton()));
      }),
      { numRuns: 300 },
    );
  });

  test("is told where more words are near than the kernel has room for", () => {
    const letters = [..."ابتثجحخدذرزسشصضطظعغفقكلمنهوي"];
    const list = letters.flatMap((a) => letters.flatMap((b) => letters.flatMap((c) => [a + b + c, `${a}${b}${c}ا`])));
    const near = (kernel: boolean) => found(list, new SlipAutomaton("ببب", 40, plainEdits), kernel);
    expect(near(true)).toEqual(near(false));
    expect(near(true)).toHaveLength(list.length);
  });

  test("finds the words that a lattice of Latin letters writes, as a scan does", () => {
    const latin = fc.string({
      unit: fc.constantFrom("a", "b", "t", "s", "w", "l", "2", "o"),
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, latin, fc.nat(8), (list, typed, budget) => {
        const lattice = arabiziLattice(typed);
        fc.pre(lattice !== undefined);
        const expected = [...list]
          .sort()
          .map((each): [string, number] => [each, writingCost(lattice!, each, budget)])
          .filter(([, cost]) => cost <= budget);
        expect(found(list, new ArabiziAutomaton(lattice!, budget))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

/** Cheapest way from the lattice's beginning to its end that spells the word, by trying all; dearer ones are left. */
function writingCost(lattice: NonNullable<ReturnType<typeof arabiziLattice>>, meant: string, budget: number): number {
  let best = unlimited;
  const follow = (node: number, at: number, cost: number): void => {
    if (cost >= best || cost > budget) return;
    if (node === lattice.last && at === meant.length) best = cost;
    const unwritten = at > 0 && at < meant.length && node < lattice.places ? unwrittenCost(meant[at]!) : undefined;
    if (unwritten !== undefined) follow(node, at + 1, cost + unwritten);
    for (const arc of lattice.arcs) {
      if (arc.from === node && meant.startsWith(arc.letter, at) && (arc.letter === "" || at < meant.length))
        follow(arc.to, at + arc.letter.length, cost + arc.cost);
    }
  };
  follow(0, 0, 0);
  return best;
}

describe("costs of slips", () => {
  const rows: readonly (readonly [cheap: string, dear: string, why: string])[] = [
    ["ضظ", "ضم", "ض and ظ sound alike"],
    ["ذز", "ذم", "ذ and ز sound alike"],
    ["ذد", "ذم", "ذ and د sound alike"],
    ["تط", "تح", "ت and ط sound alike"],
    ["سص", "سم", "س and ص sound alike"],
    ["قك", "قط", "ق and ك sound alike"],
    ["ئي", "ئم", "seats of hamza"],
    ["سش", "سم", "differ by dots"],
    ["فق", "فم", "neighbouring keys"],
    ["نم", "نش", "neighbouring keys"],
  ];

  test.each(rows)("%s is nearer than %s: %s", (cheap, dear) => {
    expect(substitutionCost(cheap[0]!, cheap[1]!)).toBeLessThan(substitutionCost(dear[0]!, dear[1]!));
  });

  test("are symmetric and never free", () => {
    fc.assert(
      fc.property(letter, letter, (a, b) => {
        expect(substitutionCost(a, b)).toBe(substitutionCost(b, a));
        expect(substitutionCost(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe("keyboard layouts", () => {
  const keys = "`qwertyuiop[]asdfghjkl;'zxcvnm,./b";

  test("what the Latin layout writes of Arabic keys, the Arabic one writes again", () => {
    const typed = fc.string({ unit: fc.constantFrom(...keys, " ", "7"), maxLength: 12 });
    fc.assert(
      fc.property(typed, (latin) => {
        // gh and b both write lam and alef.
        const meant = withArabicKeys(latin)[0]!;
        expect(withLatinKeys(meant).map((each) => withArabicKeys(each)[0])).toContain(meant);
      }),
    );
  });

  const rows: readonly (readonly [typed: string, meant: string, why: string])[] = [
    ["hgr]s", "القدس", "] writes د"],
    ["b,`'/;", "لاوذطظك", "signs that write letters, and the key of two"],
    ["Hsv hgYsghl", "أسر الإسلام", "letters with Shift"],
    ["Gg T B", "لأل لإ لآ", "two letters with Shift"],
    ["HGR]S", "القدس", "Caps Lock"],
    ["7 2014", "7 2014", "digits are the same keys"],
  ];

  test.each(rows)("%s is %s: %s", (typed, meant) => {
    expect(withArabicKeys(typed)[0]).toBe(meant);
  });

  test.each([
    ["بشؤثلاخخن", "facebook"],
    ["ىهلاف", "night"],
    ["لاعيلثف", "budget"],
  ])("%s is %s", (typed, meant) => {
    expect(withLatinKeys(typed)).toContain(meant);
  });
});
