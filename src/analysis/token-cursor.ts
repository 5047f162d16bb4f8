/**
 * Text -> the places of its words. Comes in: any string. Goes out: start, end and position, one word at a time.
 * Invariant: tokens are sorted, disjoint, never empty, never cut a surrogate pair, and start and end on a character of
 * the word, so that `text.slice(start, end)` is the word with its own marks.
 * @module
 */
import { ARABIC_DECIMAL_SEPARATOR, ARABIC_THOUSANDS_SEPARATOR } from "./unicode/arabic-letters.ts";
import {
  CONTROL,
  charClass,
  classOfCodePoint,
  DIGIT,
  LATIN,
  MARK,
  OTHER,
  SEPARATOR,
  SURROGATE,
} from "./unicode/char-class.ts";
import { digitValue } from "./unicode/digits.ts";
import { endOfHtmlEntity } from "./unicode/html-entity.ts";

const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const RIGHT_SINGLE_QUOTATION_MARK = 0x2019;

/** Reusable, allocation-free token reader over one string. */
export class TokenCursor {
  /** UTF-16 offset of the current token's first unit. */
  start = 0;
  /** UTF-16 offset just after the current token. */
  end = 0;
  /** 0-based number of the current token; -1 before the first. */
  position = -1;
  private text = "";

  /** @param from - offset of a place between two tokens; positions count from there */
  reset(text: string, from = 0): this {
    this.text = text;
    this.start = from;
    this.end = from;
    this.position = -1;
    return this;
  }

  /** Moves to the next token; false at the end of the text. */
  next(): boolean {
    const text = this.text;
    const length = text.length;
    let at = this.end;
    let kind = SEPARATOR;
    while (at < length) {
      const unit = text.charCodeAt(at);
      kind = charClass[unit] as number;
      if (kind === SEPARATOR) {
        if (unit === AMPERSAND) {
          const after = endOfHtmlEntity(text, at);
          if (after > 0) {
            at = after;
            continue;
          }
        }
        at++;
      } else if (kind <= OTHER) break;
      else if (kind === SURROGATE) {
        if (isLetterPair(text, at)) break;
        at += isPair(text, at) ? 2 : 1;
      } else at++;
    }
    if (at >= length) {
      this.start = length;
      this.end = length;
      return false;
    }
    this.start = at;
    this.end =
      kind === DIGIT ? endOfNumber(text, at) : kind >= OTHER ? endOfOther(text, at) : endOfWord(text, at, kind);
    this.position++;
    return true;
  }
}

/** End of a run of one script: its letters and everything that joins them. */
function endOfWord(text: string, start: number, script: number): number {
  const length = text.length;
  let end = start + 1;
  let at = end;
  for (; at < length; at++) {
    const kind = charClass[text.charCodeAt(at)] as number;
    if (kind === script || kind === MARK) end = at + 1;
    else if (kind !== CONTROL) break;
  }
  return script === LATIN && at === end ? endOfPossessive(text, end) : end;
}

/** English 's belongs to its word, so that the stemmer and not the tokenizer takes it off. */
function endOfPossessive(text: string, end: number): number {
  const quote = text.charCodeAt(end);
  if (quote !== APOSTROPHE && quote !== RIGHT_SINGLE_QUOTATION_MARK) return end;
  if ((text.charCodeAt(end + 1) | 0x20) !== 0x73) return end;
  const next = end + 2 < text.length ? (charClass[text.charCodeAt(end + 2)] as number) : SEPARATOR;
  return next === LATIN || next === DIGIT || next === MARK ? end : end + 2;
}

/** End of a run of letters of other scripts, astral ones included. */
function endOfOther(text: string, start: number): number {
  const length = text.length;
  let at = start;
  let end = start;
  while (at < length) {
    const kind = charClass[text.charCodeAt(at)] as number;
    if (kind === OTHER || (kind === MARK && at > start)) end = ++at;
    else if (kind === SURROGATE && isPair(text, at)) {
      const astral = classOfCodePoint(text.codePointAt(at) as number);
      if (astral !== OTHER && astral !== MARK) break;
      at += 2;
      end = at;
    } else if (kind === CONTROL) at++;
    else break;
  }
  return end;
}

/**
 * End of a number with its thousands groups and decimals. A separator counts only where the whole is a number and not a
 * date or a list: 16.5 and 1,000 are one token, 11.9.2014 three, 11.2014 two.
 */
function endOfNumber(text: string, start: number): number {
  const first = endOfDigits(text, start);
  if (continuesNumber(text, start)) return first;
  let end = first;
  if (digitsBetween(text, start, first) <= 3) {
    while (isThousandsSeparator(text.charCodeAt(end)) && isDigit(text, end + 1)) {
      const group = endOfDigits(text, end + 1);
      if (digitsBetween(text, end + 1, group) !== 3) return first;
      end = group;
    }
  }
  if (isDecimalSeparator(text.charCodeAt(end)) && isDigit(text, end + 1)) {
    const fraction = endOfDigits(text, end + 1);
    const dated = isDecimalSeparator(text.charCodeAt(fraction)) && isDigit(text, fraction + 1);
    return dated || isMonthOfYear(text, start, end, fraction) ? end : fraction;
  }
  return end;
}

/** 11.2014: one to twelve, and a year of the last or this century. An Arabic decimal separator never dates. */
function isMonthOfYear(text: string, start: number, point: number, end: number): boolean {
  if (text.charCodeAt(point) !== FULL_STOP || point - start > 2 || end - point !== 5) return false;
  const month = numberOf(text, start, point);
  const year = numberOf(text, point + 1, end);
  return month >= 1 && month <= 12 && year >= 1900 && year < 2100;
}

function numberOf(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + digitValue(text.charCodeAt(at));
  return number;
}

/** Whether a digit and a separator stand directly before: then this is the tail of something that is no number. */
function continuesNumber(text: string, start: number): boolean {
  if (start < 2) return false;
  const before = text.charCodeAt(start - 1);
  return (isDecimalSeparator(before) || isThousandsSeparator(before)) && isDigit(text, start - 2);
}

function endOfDigits(text: string, start: number): number {
  const length = text.length;
  let end = start;
  for (let at = start; at < length; at++) {
    const kind = charClass[text.charCodeAt(at)] as number;
    if (kind === DIGIT || kind === MARK) end = at + 1;
    else if (kind !== CONTROL) break;
  }
  return end;
}

/** Number of digits in a range, counted up to four: more is never asked for. */
function digitsBetween(text: string, start: number, end: number): number {
  let digits = 0;
  for (let at = start; at < end && digits < 4; at++) if (isDigit(text, at)) digits++;
  return digits;
}

function isDigit(text: string, at: number): boolean {
  return at < text.length && charClass[text.charCodeAt(at)] === DIGIT;
}

function isDecimalSeparator(unit: number): boolean {
  return unit === FULL_STOP || unit === ARABIC_DECIMAL_SEPARATOR;
}

function isThousandsSeparator(unit: number): boolean {
  return unit === COMMA || unit === ARABIC_THOUSANDS_SEPARATOR;
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) as number) > 0xffff;
}

function isLetterPair(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at) as number;
  return codePoint > 0xffff && classOfCodePoint(codePoint) === OTHER;
}
