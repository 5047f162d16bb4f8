/**
 * Dates, sort keys and keywords: the notations that filters share with documents and requests.
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { normalizeKeyword, parseDate, parseSort } from "../../src/query/index.ts";

const day = 24 * 60 * 60 * 1000;

describe("dates", () => {
  test.each([
    ["2017", "2017-01-01T00:00:00Z", 365 * day, "a year"],
    ["2016", "2016-01-01T00:00:00Z", 366 * day, "a leap year"],
    ["2017-12", "2017-12-01T00:00:00Z", 31 * day, "a month"],
    ["2017-06-05", "2017-06-05T00:00:00Z", day, "a day"],
    ["2024-02-29", "2024-02-29T00:00:00Z", day, "a leap day"],
    ["٢٠١٧-٠٦-٠٥", "2017-06-05T00:00:00Z", day, "Arabic digits"],
    ["۲۰۱۷-۰۶", "2017-06-01T00:00:00Z", 30 * day, "Persian digits"],
    [" \u200F2017-06-05\u200F ", "2017-06-05T00:00:00Z", day, "blanks and bidi controls around it"],
    ["2017-06-05T10:30", "2017-06-05T10:30:00Z", 1, "a time, UTC"],
    ["2017-06-05 10:30:15", "2017-06-05T10:30:15Z", 1, "a blank for the T"],
    ["2017-06-05T10:30:15Z", "2017-06-05T10:30:15Z", 1, "Z"],
    ["2017-06-05t10:30:15.1239z", "2017-06-05T10:30:15.123Z", 1, "digits beyond milliseconds"],
    ["2017-06-05T10:30:15,5+03:00", "2017-06-05T07:30:15.5Z", 1, "east of Greenwich"],
    ["2017-06-05T23:30:00-0330", "2017-06-06T03:00:00Z", 1, "west of it, without a colon"],
    ["2017-06-05T00:30:00+01", "2017-06-04T23:30:00Z", 1, "an offset in hours"],
    ["0050-01-01", "0050-01-01T00:00:00Z", day, "the first century"],
  ])("%j begins at %s and lasts %i ms: %s", (text, from, length) => {
    expect(parseDate(text)).toEqual({ from: Date.parse(from), to: Date.parse(from) + length });
  });

  test.each([
    ["2023-02-30", "no calendar has it"],
    ["2023-02-29", "no leap year"],
    ["1900-02-29", "nor this one"],
    ["2023-13", "no month"],
    ["2023-00-01", "nor this one"],
    ["2023-01-00", "no day"],
    ["2023-01-01T24:00", "no hour"],
    ["2023-01-01T10:60", "no minute"],
    ["2023-01-01T10", "minutes are missing"],
    ["2023-1-1", "two digits each"],
    ["20230101", "a number"],
    ["17", "a number"],
    ["02017", "a number"],
    ["2017 م", "words"],
    ["", "nothing"],
    ["2017-06-05T10:30:15+24:00", "no offset"],
    ["2017-06-05Z", "an offset without a time"],
    [" ".repeat(100_000), "blanks"],
  ])("%j is no date: %s", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  test("every instant that the runtime writes is read back", () => {
    const instants = fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseDate(instant.toISOString())?.from).toBe(instant.getTime());
      }),
    );
  });

  test("decimal digits of every script are read", () => {
    const zeros: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (/\p{Nd}/u.test(String.fromCodePoint(codePoint))) {
        zeros.push(codePoint);
        codePoint += 9;
      }
    }
    expect(zeros.length).toBeGreaterThan(50);
    for (const zero of zeros) {
      const year = [..."1987"].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");
      expect(parseDate(year)?.from).toBe(Date.UTC(1987, 0));
    }
  });
});

describe("sort keys", () => {
  test.each([
    ["date:desc", [["date", "desc"]], "one key"],
    [
      "date:desc,title:asc",
      [
        ["date", "desc"],
        ["title", "asc"],
      ],
      "several",
    ],
    [
      " date:desc , سنة : asc ",
      [
        ["date", "desc"],
        ["سنة", "asc"],
      ],
      "blanks are no part of a name",
    ],
    ["_score", [["_score", "desc"]], "the score, best first"],
    [
      "date:asc,_score:asc",
      [
        ["date", "asc"],
        ["_score", "asc"],
      ],
      "with a direction",
    ],
    ["dc:date:asc", [["dc:date", "asc"]], "a colon in a name"],
  ])("%j: %j, %s", (sort, expected) => {
    expect(parseSort(sort).map(({ field, direction }) => [field, direction])).toEqual(expected);
  });

  test.each([
    ["", 0],
    ["date", 0],
    ["date:", 0],
    [":asc", 0],
    ["date:up", 0],
    ["date:DESC", 0],
    ["date:asc,", 9],
    ["date:asc, title", 10],
  ])("%j is refused at %i", (sort, position) => {
    expect(() => parseSort(sort)).toThrow(FihrisError);
    expect(() => parseSort(sort)).toThrow(expect.objectContaining({ code: "sort_field", position }));
  });
});

describe("keywords", () => {
  test.each([
    ["سيـــاسة", "سياسة", "tatweel"],
    ["\u200Fسياسة\u200E\u2067\u061C", "سياسة", "bidi controls"],
    [" \u200F سياسة دولية\n", "سياسة دولية", "outer blanks, also beside controls"],
    ["ا\u0653", "\u0622", "NFC"],
    ["ا\u0640\u0653", "\u0622", "NFC across what is removed"],
    ["Sport", "Sport", "case is kept"],
    ["كُتُب", "كُتُب", "so are marks"],
  ])("%j becomes %j: %s", (text, expected) => {
    expect(normalizeKeyword(text)).toBe(expected);
  });

  test("normalising twice changes nothing", () => {
    const text = fc
      .array(fc.constantFrom(" ", "ا", "\u0653", "\u0640", "\u200F", "e", "\u0301", "\uFEFF", "\u0651", "\u064E"))
      .map((list) => list.join(""));
    fc.assert(
      fc.property(text, (raw) => {
        expect(normalizeKeyword(normalizeKeyword(raw))).toBe(normalizeKeyword(raw));
      }),
    );
  });
});
