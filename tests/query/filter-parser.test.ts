/**
 * Filter expressions: what is read, what is refused and where, and that printing loses nothing.
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { type FilterNode, type FilterValue, filterLimits, parseFilter, printFilter } from "../../src/query/index.ts";

/** A tree in full parentheses: what binds to what, and what is quoted. */
function notation(node: FilterNode): string {
  const show = ({ text, quoted }: FilterValue): string => (quoted ? `'${text}'` : text);
  switch (node.kind) {
    case "and":
    case "or":
      return `(${node.children.map(notation).join(` ${node.kind} `)})`;
    case "not":
      return `not ${notation(node.child)}`;
    case "compare":
      return `${node.field}${node.op}${show(node.value)}`;
    case "in":
      return `${node.field}${node.negated ? " not" : ""} in ${node.values.map(show).join("/")}`;
    case "exists":
      return `${node.field} exists`;
    case "range":
      return `${node.field} ${show(node.from)}..${show(node.to)}`;
  }
}

function withoutPositions(node: FilterNode): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === "position" ? undefined : value)));
}

function thrownBy(expression: string): FihrisError {
  try {
    parseFilter(expression);
  } catch (error) {
    if (error instanceof FihrisError) return error;
    throw error;
  }
  throw new Error(`${expression} was read`);
}

describe("expressions", () => {
  test.each([
    ["category = politics", "category=politics", "a comparison"],
    ["category=politics", "category=politics", "without blanks"],
    ["a != 1 AND b < 2 AND c <= 3 AND d > 4 AND e >= 5", "(a!=1 and b<2 and c<=3 and d>4 and e>=5)", "all operators"],
    ["a = 1 OR b = 2 AND c = 3", "(a=1 or (b=2 and c=3))", "AND binds closer than OR"],
    ["(a = 1 OR b = 2) AND c = 3", "((a=1 or b=2) and c=3)", "parentheses"],
    ["((a = 1))", "a=1", "parentheses that change nothing"],
    ["a = 1 AND (b = 2 AND c = 3)", "(a=1 and (b=2 and c=3))", "nesting is kept"],
    ["NOT a = 1 AND b = 2", "(not a=1 and b=2)", "NOT binds closest"],
    ["NOT (a = 1 AND b = 2)", "not (a=1 and b=2)", "NOT before a group"],
    ["NOT (NOT a = 1)", "not not a=1", "NOT of NOT"],
    ["tags IN [a, b,c]", "tags in a/b/c", "a list"],
    ["tags NOT IN [a]", "tags not in a", "a negated list"],
    ["وسوم IN [شعر، نثر]", "وسوم in شعر/نثر", "the Arabic comma parts values too"],
    ["tags EXISTS", "tags exists", "presence"],
    ["NOT tags EXISTS", "not tags exists", "absence"],
    ["year 2015 TO 2017", "year 2015..2017", "a range"],
    ['date "2015-01-01" TO 2017-06', "date '2015-01-01'..2017-06", "a range of dates"],
    ["التصنيف = سياسة", "التصنيف=سياسة", "an Arabic name and value"],
    ['المصدر.الاسم = "وكالة الأنباء"', "المصدر.الاسم='وكالة الأنباء'", "a dotted Arabic name"],
    ["كاتِب_1-ب = طه", "كاتِب_1-ب=طه", "marks, digits, underscores and hyphens in a name"],
    ["سنة = ٢٠١٧", "سنة=٢٠١٧", "digits of any script"],
    ["\u200Fسنة\u200F = ٢٠١٧\u200F AND a = 1", "(سنة=٢٠١٧ and a=1)", "bidi controls of pasted text"],
    ['a = "say \\"yes\\" \\\\ no \\d"', `a='say "yes" \\ no \\d'`, "escapes in a string"],
    ['a = ""', "a=''", "an empty string"],
    ['"my field" = x', "my field=x", "a name in quotes"],
    ['a = "AND"', "a='AND'", "a word of the grammar in quotes"],
    ["a = and", "a=and", "in small letters it is a word like any other"],
    ["ANDROID = 1 AND INDEX EXISTS", "(ANDROID=1 and INDEX exists)", "longer words are names"],
    ["url = https://example.org/a?b#c", "url=https://example.org/a?b#c", "a bareword with punctuation"],
    ["price>-5", "price>-5", "a negative number"],
    ["when >= 2017-06-05T10:30:00+03:00", "when>=2017-06-05T10:30:00+03:00", "a timestamp"],
  ])("%j is read as %j: %s", (expression, expected) => {
    expect(notation(parseFilter(expression))).toBe(expected);
  });

  test.each([
    ["2017", 2017, [Date.UTC(2017, 0), Date.UTC(2018, 0)]],
    ['"2017"', 2017, [Date.UTC(2017, 0), Date.UTC(2018, 0)]],
    ["٢٠١٧-٠٦", undefined, [Date.UTC(2017, 5), Date.UTC(2017, 6)]],
    ["۱۲٫۵", 12.5, undefined],
    ["\u2212٣", -3, undefined],
    ["+.5e3", 500, undefined],
    ["1e999", undefined, undefined],
    ["0x10", undefined, undefined],
    ["2023-02-30", undefined, undefined],
    ["سياسة", undefined, undefined],
    ['""', undefined, undefined],
  ])("the value %s reads as number %j and date %j", (value, number, date) => {
    const node = parseFilter(`a = ${value}`);
    if (node.kind !== "compare") throw new Error(node.kind);
    expect(node.value.number).toBe(number);
    expect(node.value.date && [node.value.date.from, node.value.date.to]).toEqual(date);
  });

  test("positions are offsets of fields and values", () => {
    const expression = 'NOT سنة 1 TO 2 AND ( b IN [x, "y"] OR c EXISTS )';
    const found: string[] = [];
    JSON.stringify(parseFilter(expression), (key, value) => {
      if (key === "position") found.push(expression.slice(value, value + 3));
      return value;
    });
    expect(found.sort()).toEqual(['"y"', "1 T", "2 A", "b I", "c E", "x, ", "سنة"].sort());
  });
});

describe("errors", () => {
  test.each([
    ["", 0, /field/, /=/, "nothing"],
    ["   ", 3, /field/, /=/, "blanks"],
    ["a", 1, /operator.*the end/, /EXISTS/, "a field alone"],
    ["a =", 3, /a value.*the end/, /quoted/, "no value"],
    ["a = 1 b = 2", 6, /AND, OR or the end, got b/, /AND/, "two conditions side by side"],
    ["a = 1 and b = 2", 6, /AND, got and/, /AND in capitals/, "a keyword in small letters"],
    ["not a = 1", 0, /NOT, got not/, /NOT in capitals/, "NOT in small letters"],
    ["a exists", 2, /EXISTS, got exists/, /EXISTS in capitals/, "EXISTS in small letters"],
    ["a in [b]", 2, /IN, got in/, /IN in capitals/, "IN in small letters"],
    ["a 1 to 2", 4, /TO, got to/, /TO in capitals/, "TO in small letters"],
    ["a = 1 AND", 9, /the name of a field.*the end/, /./, "AND without a right side"],
    ["AND a = 1", 0, /the name of a field, got AND/, /quotes/, "AND without a left side"],
    ["NOT NOT a = 1", 4, /the name of a field, got NOT/, /./, "NOT twice"],
    ["(a = 1", 6, /AND, OR or \)/, /parenthesis/, "an open parenthesis"],
    ["a = 1)", 5, /AND, OR or the end, got \)/, /./, "a parenthesis too many"],
    ["()", 1, /the name of a field, got \)/, /./, "an empty group"],
    ["a IN []", 6, /a value, got ]/, /./, "an empty list"],
    ["a IN [b,]", 8, /a value, got ]/, /./, "a comma at the end of a list"],
    ["a IN [b c]", 8, /, or ], got c/, /commas/, "no comma between values"],
    ["a IN b", 5, /\[, got b/, /brackets/, "no brackets"],
    ["a NOT EXISTS", 6, /IN, got EXISTS/, /NOT field EXISTS/, "NOT behind the field"],
    ["a 1 2", 4, /TO, got 2/, /a TO b/, "no TO"],
    ["a 1 TO", 6, /a value/, /./, "an open range"],
    ["a == 1", 3, /a value, got =/, /./, "two equals signs"],
    ["a = AND", 4, /a value, got AND/, /quotes/, "a keyword as a value"],
    ["a ! b", 2, /!=/, /NOT/, "a lone exclamation mark"],
    ['a = "b', 4, /closing quote/, /\\"/, "an open string"],
    ["a = 'b'", 4, /quotes/, /plain quote/, "single quotes"],
    ["a = “b”", 4, /quotes/, /plain quote/, "curly quotes"],
    ["a = «b»", 4, /quotes/, /plain quote/, "guillemets"],
    ["category:politics", 0, /field, got category:politics/, /colon/, "a colon"],
    ["a@b = 1", 0, /field/, /in quotes/, "punctuation in a name"],
    ['"" = 1', 0, /field/, /./, "an empty name"],
    ["= 1", 0, /field, got =/, /./, "no name"],
  ])("%j fails at %i", (expression, position, message, remedy) => {
    const error = thrownBy(expression);
    expect(error.code).toBe("filter_syntax");
    expect(error.position).toBe(position);
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  test("long text is shortened in the message", () => {
    expect(thrownBy(`a = 1 ${"b".repeat(10_000)}`).message.length).toBeLessThan(200);
  });
});

describe("limits", () => {
  const nested = (depth: number): string => `${"(".repeat(depth)}a = 1${")".repeat(depth)}`;
  const conditions = (count: number): string => Array.from({ length: count }, (_, i) => `a = ${i}`).join(" OR ");

  test("parentheses nest 32 deep and no deeper", () => {
    expect(notation(parseFilter(nested(filterLimits.depth)))).toBe("a=1");
    expect(thrownBy(nested(filterLimits.depth + 1)).position).toBe(filterLimits.depth);
  });

  test("256 conditions are read and no more", () => {
    expect(parseFilter(conditions(filterLimits.clauses))).toHaveProperty("children.length", 256);
    expect(thrownBy(conditions(filterLimits.clauses + 1)).message).toMatch(/at most 256 conditions/);
  });

  test.each(["(", "NOT ", "NOT (", ")", "[", '"', '\\"', "a ", "a = 1 AND (", "a IN [", "="])(
    "100,000 times %j is refused, not overflowed",
    (piece) => {
      expect(thrownBy(piece.repeat(100_000)).code).toBe("filter_syntax");
    },
  );
});

const name = fc.oneof(
  fc.constantFrom("a", "سنة", "المصدر.الاسم", "AND", "TO", "my field", "a:b", 'q"', "-", "\u200F"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
);
const value = fc.record({
  text: fc.oneof(
    fc.constantFrom("x", "2017", "٢٠١٧-٠٦", "-1.5", "IN", "'x", "", "a b", "\\", '\\"', "\u200F", "،"),
    fc.string({ unit: "binary", maxLength: 12 }),
  ),
  quoted: fc.boolean(),
});

/** Expressions as the grammar makes them, with random parentheses. */
const { expression } = fc.letrec<{ expression: string; condition: string }>((tie) => {
  const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const field = name.map((text) => (/^[a\u0621-\u064A.]+$/.test(text) ? text : quote(text)));
  const literal = value.map(({ text, quoted }) =>
    !quoted && /^[\p{L}\p{N}.-]+$/u.test(text) && !/^(?:AND|OR|NOT|IN|EXISTS|TO)$/.test(text) ? text : quote(text),
  );
  return {
    condition: fc.oneof(
      fc.tuple(field, fc.constantFrom("=", "!=", "<", "<=", ">", ">="), literal).map((parts) => parts.join(" ")),
      fc
        .tuple(field, fc.constantFrom("IN", "NOT IN"), fc.array(literal, { minLength: 1, maxLength: 3 }))
        .map(([of, how, list]) => `${of} ${how} [${list.join(", ")}]`),
      field.map((of) => `${of} EXISTS`),
      fc.tuple(field, literal, literal).map(([of, from, to]) => `${of} ${from} TO ${to}`),
    ),
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("condition"),
      fc.array(tie("expression"), { minLength: 1, maxLength: 3 }).map((parts) => `(${parts.join(" AND ")})`),
      fc.array(tie("expression"), { minLength: 1, maxLength: 3 }).map((parts) => `(${parts.join(" OR ")})`),
      tie("expression").map((part) => `NOT (${part})`),
      fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" OR ")),
    ),
  };
});

test("printing and reading again changes nothing but positions", () => {
  fc.assert(
    fc.property(expression, (text) => {
      const tree = parseFilter(text);
      expect(withoutPositions(parseFilter(printFilter(tree)))).toEqual(withoutPositions(tree));
    }),
    { numRuns: 1000 },
  );
});

test("every string is read or refused as filter_syntax with a position inside it", () => {
  const pieces = fc.constantFrom(
    "a",
    "سنة",
    " ",
    " = ",
    "!",
    "<",
    "(",
    ")",
    "[",
    "]",
    ",",
    '"',
    "\\",
    " AND ",
    " NOT ",
    " IN ",
    " TO ",
    " EXISTS",
    "1",
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 20 }).map((list) => list.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseFilter(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FihrisError);
        expect((error as FihrisError).code).toBe("filter_syntax");
        expect((error as FihrisError).position).toBeGreaterThanOrEqual(0);
        expect((error as FihrisError).position).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a tree made by hand is printed with the quotes it needs", () => {
  const value = { text: "a b", quoted: false, position: 0 };
  expect(printFilter({ kind: "compare", field: "my field", op: "=", value, position: 0 })).toBe('"my field" = "a b"');
});
