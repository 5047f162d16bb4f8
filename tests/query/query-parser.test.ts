/**
 * The query language, row by row: what each string is read as, written in a short notation of its tree.
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AdjacentNode,
  type BooleanNode,
  type Clause,
  type PhraseNode,
  parseQuery,
  printQuery,
  type QueryNode,
  type WordNode,
} from "../../src/query/index.ts";

const textFields: ReadonlySet<string> = new Set(["title", "text", "عنوان", "author.name"]);
const parse = (q: string) => parseQuery(q, { syntax: "full", textFields });
const parsePlain = (q: string) => parseQuery(q, { syntax: "plain", textFields });

/** `+` must, `-` must not; {group}, <adjacent>, a/b for OR; `field@`. */
function notation({ clauses }: BooleanNode): string {
  const sign = { should: "", must: "+", must_not: "-" } as const;
  return clauses.map((clause: Clause) => sign[clause.occur] + nodeNotation(clause.node)).join(" ");
}

function nodeNotation(node: QueryNode): string {
  const field = "field" in node && node.field !== undefined ? `${node.field}@` : "";
  switch (node.kind) {
    case "word":
      return `${field}${node.text}${node.prefix ? "…" : ""}${node.fuzzy === undefined ? "" : `≈${node.fuzzy}`}`;
    case "phrase":
      return `${field}${node.exact ? "exact" : ""}[${node.text}]${node.slop === 0 ? "" : node.slop}`;
    case "adjacent":
      return `<${node.children.map(nodeNotation).join(" ")}>`;
    case "boolean":
      return `{${notation(node)}}`;
    case "or":
      return node.children.map(nodeNotation).join("/");
  }
}

type Leaf = WordNode | PhraseNode;

function leaves(node: QueryNode): Leaf[] {
  if (node.kind === "boolean") return node.clauses.flatMap((clause) => leaves(clause.node));
  if (node.kind === "or" || node.kind === "adjacent") return (node.children as readonly QueryNode[]).flatMap(leaves);
  return [node];
}

function withoutOffsets(node: BooleanNode): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === "start" || key === "end" ? undefined : value)));
}

describe("what people type", () => {
  test.each([
    ["", "", "an empty query has no clause"],
    [" \t\n\u00A0 ", "", "blanks are no words"],
    ["وزير الخارجية", "وزير الخارجية", "words are optional clauses"],
    ["أحمد و سعيد أو علي", "أحمد و سعيد أو علي", "أو and و are words, no operators"],
    ["black or white and not grey", "black or white and not grey", "operators are capitals only"],
    ["- من هو", "من هو", "a hyphen before a space is punctuation"],
    ["من هو -", "من هو", "a hyphen at the end is punctuation"],
    ["كرة - قدم", "كرة قدم", "a dash between words is punctuation"],
    ["2015-2016", "2015-2016", "a hyphen inside a run is no operator"],
    ["F-16", "F-16", "nor inside a name"],
    ["C++", "C++", "nor at the end of one"],
    ["--كتاب", "كتاب", "two hyphens are a dash"],
    ["+-كتاب", "كتاب", "a sign before a sign is none"],
    ["-،كتاب", "،كتاب", "a sign before punctuation is none"],
    ["x،-كتاب", "x،-كتاب", "a sign after a comma is none"],
    ["ما معنى كلمة صبر؟", "ما معنى كلمة صبر؟", "punctuation stays with its word"],
    ["؟ ! ... ،", "", "punctuation alone is no word"],
    ["word:", "word:", "an unknown name is a word"],
    ["word:كتاب", "word:كتاب", "also with a word behind the colon"],
    ["http://example.org/a", "http://example.org/a", "an address is a word"],
    ["الساعة 10:30", "الساعة 10:30", "a time is a word"],
    ["قال: نعم", "قال: نعم", "a colon in prose"],
    ["title: كتاب", "title: كتاب", "a field needs its word directly behind the colon"],
    ["title:", "title:", "a field without a word is a word"],
    ["title:!", "title:!", "nor is punctuation a word of a field"],
    [":كتاب", ":كتاب", "an empty name is no field"],
    ["title :كتاب", "title :كتاب", "nor is a name before a space"],
    ["Title:كتاب", "Title:كتاب", "field names keep their case"],
    ['شاشة 24"', "شاشة 24", "an unpaired quote is punctuation"],
    ['"كتاب', "كتاب", "also at the beginning"],
    ['"', "", "also alone"],
    ["قال «نعم", "قال نعم", "also a guillemet"],
    ["نعم» قال “لا", "نعم قال لا", "also one that only closes"],
    ["AND", "AND", "an operator alone is a word"],
    ["OR كتاب", "OR كتاب", "an operator without a left side is a word"],
    ["كتاب OR", "كتاب OR", "an operator without a right side is a word"],
    ["NOT", "NOT", "NOT before nothing is a word"],
    ["a OR OR b", "a OR OR b", "operators in a row are words"],
    ["a OR AND b", "a OR AND b", "of any kind"],
    ["ORANGE", "ORANGE", "an operator is a whole run"],
    ["(كتاب", "كتاب", "an open parenthesis without a partner is punctuation"],
    ["كتاب)", "كتاب", "a closing one too"],
    [")كتاب(", "كتاب", "and a pair the wrong way round"],
    ["() كتاب (( ))", "كتاب", "a pair around nothing is punctuation"],
    [":) شكرا", "شكرا", "a smile is no group"],
    ["| كتاب ||", "كتاب", "a bar without two units is punctuation"],
    ["*", "", "a star alone is no word"],
    ["5*3", "5*3", "a star inside a run is part of it"],
    ["كتا**", "كتا**", "nor are two of them an operator"],
    ["كتاب~3", "كتاب~3", "only one or two edits can be asked for"],
    ["كتاب!~", "كتاب!~", "an operator stands directly behind a letter, mark or digit"],
    ["\uD83D\uDE00 كتاب", "كتاب", "an emoji is no word"],
    ["\uD800كتاب\uDC00", "\uD800كتاب\uDC00", "halves of surrogate pairs do no harm"],
  ])("%j is read as %j: %s", (q, expected) => {
    expect(notation(parse(q).root)).toBe(expected);
  });
});

describe("operators", () => {
  test.each([
    ["+سوريا -حرب", "+سوريا -حرب", "signs"],
    ["كتاب (+علم -أدب)", "كتاب {+علم -أدب}", "signs after an open parenthesis"],
    ["\u00A0-كتاب", "-كتاب", "a no-break space is a space"],
    ["-16", "-16", "a sign before a digit"],
    ["-١٦", "-١٦", "of any script"],
    ['-"حرب باردة"', "-[حرب باردة]", "a sign before a phrase"],
    ['-="حرب"', "-exact[حرب]", "= belongs to the phrase"],
    ['-title:"حرب"', "-title@[حرب]", "a sign before a field"],
    ["-(حرب سلام)", "-{حرب سلام}", "a sign before a group"],
    ['-"كتاب', "-كتاب", "a phrase still being typed keeps its sign"],
    ["-(كتاب", "-كتاب", "so does a group"],
    ['-"" كتاب', "كتاب", "a sign does not reach over a space"],
    ["+OR", "+OR", "a signed operator is a word"],
    ["NOT حرب", "-حرب", "NOT excludes"],
    ["سلام NOT (حرب نزاع)", "سلام -{حرب نزاع}", "also groups"],
    ["NOT NOT حرب", "NOT -حرب", "a doubled NOT is a word"],
    ["سوريا AND لبنان", "+سوريا +لبنان", "AND requires both sides"],
    ["سوريا AND لبنان مصر", "+سوريا +لبنان مصر", "and nothing else"],
    ["a AND b AND c", "+a +b +c", "chains of AND"],
    ["a AND -b", "+a -b", "AND before a sign"],
    ["a AND NOT b", "+a -b", "AND before NOT"],
    ["-a AND b", "-a +b", "AND leaves an exclusion as it is"],
    ["a OR b", "a/b", "OR joins two units into one"],
    ["a | b", "a/b", "a bar is OR"],
    ["a|b|c", "a/b/c", "also without spaces, also in chains"],
    ["a || b", "a/b", "also doubled"],
    ["a OR | b", "a/b", "a superfluous bar is punctuation"],
    ["a AND b OR c", "+a +b/c", "OR binds closer than AND"],
    ["a OR b AND c OR d", "+a/b +c/d", "on both sides"],
    ["a OR (b c)", "a/{b c}", "OR before a group"],
    ['(a b) OR "c d"', "{a b}/[c d]", "OR behind a group"],
    ["+a OR b", "+a OR b", "OR joins bare units only"],
    ["a OR -b", "a OR -b", "on both sides"],
    ["(a (b c)) d", "{a {b c}} d", "groups nest"],
    ["((a))", "{{a}}", "redundant groups are kept"],
    ["يوليو(تموز)", "يوليو {تموز}", "a parenthesis ends a word"],
    ["-a(b)", "-a {b}", "and a sign holds for the word alone"],
  ])("%j is read as %j: %s", (q, expected) => {
    expect(notation(parse(q).root)).toBe(expected);
  });
});

describe("phrases, fields and suffixes", () => {
  test.each([
    ['"وزير الخارجية"', "[وزير الخارجية]", "ASCII quotes make a phrase"],
    ['"a b"~3', "[a b]3", "with slop"],
    ['"a b"~٣', "[a b]3", "in digits of any script"],
    ['"a b"~0', "[a b]", "none is the default"],
    ['"a b"~12', "[a b] ~12", "two digits are no slop"],
    ['"a b"~ c', "[a b] c", "nor is none"],
    ['="كُتُب"', "exact[كُتُب]", "an exact phrase"],
    ['= "كتب"', "[كتب]", "= stands directly before the quote"],
    ['title:="كُتُب"~1', "title@exact[كُتُب]1", "an exact phrase in a field"],
    ['class="a b"', "class= [a b]", "= at the end of a word is punctuation"],
    ['قال:"نعم ولا"', "قال: [نعم ولا]", "a phrase may follow a word directly"],
    ['"a" "b', "[a] b", "the odd quote out is punctuation"],
    ['"" كتاب "x"', "كتاب [x]", "an empty pair does not steal the next quote"],
    ['"؟!" كتاب', "كتاب", "a phrase without words is punctuation"],
    ['"a (b -c OR d*"', "[a (b -c OR d*]", "no operators inside a phrase"],
    ['(a "b) c" d)', "{a [b) c] d}", "no parentheses either"],
    ["«وزير الخارجية»", "<وزير الخارجية>", "guillemets give a bonus only"],
    ["“وزير الخارجية”", "<وزير الخارجية>", "curly quotes too"],
    ["”وزير الخارجية“", "<وزير الخارجية>", "in either order"],
    ["«كتاب»", "<كتاب>", "also around one word"],
    ["«»", "", "not around none"],
    ["«a -b OR c*»", "<a -b OR c*>", "no operators inside"],
    ['«قال "نعم"»', '<قال "نعم">', "nor phrases"],
    ["قال:«نعم ولا»", "قال: <نعم ولا>", "may follow a word directly"],
    ["title:«a b»", "<title@a title@b>", "a field holds for all words"],
    ["-«a b»", "<a b>", "a sign before a guillemet is none"],
    ["NOT «a b»", "-<a b>", "but NOT takes any unit"],
    ["a AND «b c»", "+a +<b c>", "so does AND"],
    ["title:كتاب", "title@كتاب", "a field and its word"],
    ["عنوان:كتاب", "عنوان@كتاب", "an Arabic name"],
    ["author.name:طه", "author.name@طه", "a dotted name"],
    ["title:a:b", "title@a:b", "up to the first colon"],
    ["title:-كتاب", "title@كتاب", "no sign behind a colon"],
    ["title:(a b)", "title: {a b}", "a field takes a word or a phrase, no group"],
    ["كتا*", "كتا…", "a prefix"],
    ["title:كتا*", "title@كتا…", "in a field"],
    ["كتاب~", "كتاب≈1", "one edit by default"],
    ["كتاب~2", "كتاب≈2", "two on request"],
    ["كتاب~١", "كتاب≈1", "digits of any script"],
    ["(كتا*)", "{كتا…}", "a suffix before a parenthesis"],
    ["-كتا*", "-كتا…", "behind a sign"],
  ])("%j is read as %j: %s", (q, expected) => {
    expect(notation(parse(q).root)).toBe(expected);
  });
});

test("plain syntax turns every operator off", () => {
  const q = '+a -b "c d" title:e (f OR g) h* i~2 AND NOT j|k «l» ="m" - !';
  const { root, words } = parsePlain(q);
  expect(root.clauses.every(({ occur, node }) => occur === "should" && node.kind === "word")).toBe(true);
  expect(notation(root)).toBe('+a -b "c d" title:e (f OR g) h* i~2 AND NOT j|k «l» ="m"');
  expect(words).toBe(15);
});

describe("limits", () => {
  const words = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(" ");

  test.each([
    ["64 words are read", words(64), 64, false],
    ["the 65th is dropped", words(65), 64, true],
    ["punctuation is not counted", `${words(64)} - ؟ )`, 64, false],
    ["an operator loses its right side", `${words(64)} OR x`, 64, true],
    ["words inside phrases count", `"${words(70)}"`, 64, true],
    ["inside guillemets too", `«${words(70)}»`, 64, true],
    ["groups end at the cut", `${words(60)} (a b -(c d e f) g)`, 64, true],
    ["a group may be dropped whole", `${words(64)} (x)`, 64, true],
    ["2,048 units are read", "a".repeat(2048), 1, false],
    ["the 2,049th is dropped", "a".repeat(2049), 1, true],
  ])("%s", (_, q, count, truncated) => {
    for (const parsed of [parse(q), parsePlain(q)]) {
      expect([parsed.truncated, parsed.words <= 64]).toEqual([truncated, true]);
    }
    expect(parse(q).words).toBe(count);
  });

  test("a phrase is cut behind its last word that is read", () => {
    const { root } = parse(`${words(62)} "a b c d"~2`);
    expect(nodeNotation((root.clauses.at(-1) as Clause).node)).toBe("[a b]2");
  });

  test("a group that the cut leaves open keeps its sign and what was read", () => {
    expect(notation(parse(`${words(63)} -(x y)`).root).endsWith("w62 -{x}")).toBe(true);
  });

  test.each([
    [2047, 2047],
    [2046, 2048],
  ])("a surrogate pair behind %i units is kept whole or dropped whole", (before, kept) => {
    const q = `${"a".repeat(before)}\u{10400}a`;
    for (const { root } of [parse(q), parsePlain(q)])
      expect((root.clauses[0] as Clause).node).toMatchObject({ end: kept });
  });

  test("groups deeper than 32 are punctuation", () => {
    const nested = (depth: number): string => `${"(".repeat(depth)}a${")".repeat(depth)}`;
    expect(notation(parse(nested(40)).root)).toBe(notation(parse(nested(32)).root));
    expect(notation(parse(nested(31)).root)).not.toBe(notation(parse(nested(32)).root));
  });

  test.each(["(", ")", '"', "«", "“", "-", "+(", "|", "~", "*", "NOT ", "OR ", "title:", "-(", '="', "(a "])(
    "100,000 times %j is read without harm",
    (piece) => {
      const q = piece.repeat(100_000);
      const parsed = parse(q);
      expect(parsed.truncated).toBe(true);
      expect(parsed.root).toEqual(parse(q.slice(0, 2048)).root);
    },
  );
});

const pieces = fc.array(
  fc.constantFrom(
    ...['"', '"', "(", ")", "+", "-", "|", "*", "~", "~1", "~2", "~3", "=", ":", "title:", "title", "«", "»", "“", "”"],
    ...[" ", " ", " ", " ", "OR", "AND", "NOT", " OR ", " AND ", " NOT ", "a", "b", "كتاب", "وَ", "١", "7", "،", "#"],
    ...["\u064E", "\u200F", "\u0640", "\u{10400}", "\uD800", "\u00A0", "\\", '="', " +", " -"],
  ),
  { maxLength: 60 },
);
const query = fc.oneof(
  pieces.map((list) => list.join("")),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc
    .array(fc.constantFrom("a", "(", ")", " OR ", " ", '"', "-", "«b c»", "AND "), { minLength: 120, maxLength: 400 })
    .map((list) => list.join("")),
);

describe("for every string", () => {
  test("there is a tree, its leaves slice back to their text, and it keeps the limits", () => {
    fc.assert(
      fc.property(query, (q) => {
        for (const parsed of [parse(q), parsePlain(q)]) {
          expect(parsed.words).toBeLessThanOrEqual(64);
          let last = 0;
          for (const leaf of leaves(parsed.root)) {
            expect(q.slice(leaf.start, leaf.end)).toBe(leaf.text);
            expect(leaf.text).toMatch(/[\p{L}\p{N}]/u);
            expect(leaf.start).toBeGreaterThanOrEqual(last);
            last = leaf.end;
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("inner nodes are never empty", () => {
    const check = (node: QueryNode): void => {
      if (node.kind === "adjacent") expect(node.children.length).toBeGreaterThan(0);
      if (node.kind === "or") {
        expect(node.children.length).toBeGreaterThan(1);
        node.children.forEach(check);
      }
      if (node.kind === "boolean") {
        expect(node.clauses.length).toBeGreaterThan(0);
        for (const clause of node.clauses) check(clause.node);
      }
    };
    fc.assert(
      fc.property(query, (q) => {
        for (const clause of parse(q).root.clauses) check(clause.node);
      }),
      { numRuns: 1000 },
    );
  });

  test("printing and reading again changes nothing but offsets", () => {
    fc.assert(
      fc.property(query, (q) => {
        const { root } = parse(q);
        expect(withoutOffsets(parse(printQuery(root)).root)).toEqual(withoutOffsets(root));
        const plain = parsePlain(q).root;
        expect(withoutOffsets(parsePlain(printQuery(plain)).root)).toEqual(withoutOffsets(plain));
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ["a OR b AND «c d» e", "a OR b AND «c d» e", "AND where no sign can stand"],
  ["x NOT #وسم AND «a b»", "x NOT #وسم AND «a b»", "NOT where no sign can stand"],
  ["title:كتا* | -b", "title:كتا* -b", "what was punctuation is gone"],
  ["“a» b”", "“a» b”", "quotes that their content leaves free"],
  ["a AND b", "+a +b", "the short form of AND"],
])("%j is printed as %j: %s", (q, printed) => {
  expect(printQuery(parse(q).root)).toBe(printed);
});

test("the words of an adjacency carry its field", () => {
  const node = (parse("title:«a b»").root.clauses[0] as Clause).node as AdjacentNode;
  expect(node.children.map(({ field, start }) => [field, start])).toEqual([
    ["title", 7],
    ["title", 9],
  ]);
});
