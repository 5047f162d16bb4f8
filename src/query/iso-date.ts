/**
 * ISO 8601 dates to intervals of UTC milliseconds. A date is read the same in documents and in filters.
 * @module
 */
import { bidiControls } from "./code-points.ts";
import { toAsciiDigits } from "./decimal-digits.ts";

/** UTC milliseconds since 1970, `from` inclusive, `to` exclusive. */
export interface DateInterval {
  readonly from: number;
  readonly to: number;
}

const longestDate = 64;
const bidiControl = new RegExp(`[${bidiControls}]`, "g");
const isoDate =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?)?)?)?$/;

function utcMilliseconds(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/**
 * Reads `2017`, `2017-06`, `2017-06-05` (each its whole interval) or a timestamp `2017-06-05T10:30[:15[.250]]`
 * with `Z`, an offset or nothing (UTC), which is one millisecond; a blank may stand for the `T`. Digits may be
 * of any script. Undefined for anything else and for days that no calendar has (`2023-02-30`).
 */
export function parseDate(text: string): DateInterval | undefined {
  if (text.length > longestDate) return undefined;
  const match = isoDate.exec(toAsciiDigits(text.replace(bidiControl, "").trim()));
  if (match === null) return undefined;
  const [
    ,
    yearText,
    monthText,
    dayText,
    hourText,
    minuteText,
    secondText,
    fraction,
    ,
    sign,
    offsetHours,
    offsetMinutes,
  ] = match;
  const year = Number(yearText);
  if (monthText === undefined) return { from: utcMilliseconds(year, 1, 1), to: utcMilliseconds(year + 1, 1, 1) };
  const month = Number(monthText);
  if (month < 1 || month > 12) return undefined;
  if (dayText === undefined) return { from: utcMilliseconds(year, month, 1), to: utcMilliseconds(year, month + 1, 1) };
  const day = Number(dayText);
  const midnight = utcMilliseconds(year, month, day);
  // setUTCFullYear carries 30 February over into March.
  if (day < 1 || new Date(midnight).getUTCDate() !== day) return undefined;
  if (hourText === undefined) return { from: midnight, to: utcMilliseconds(year, month, day + 1) };

  const hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText ?? 0);
  const offset = { hours: Number(offsetHours ?? 0), minutes: Number(offsetMinutes ?? 0) };
  if (hour > 23 || minute > 59 || second > 59 || offset.hours > 23 || offset.minutes > 59) return undefined;
  const millisecond = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const eastMinutes = (sign === "-" ? -1 : 1) * (offset.hours * 60 + offset.minutes);
  const from = midnight + ((hour * 60 + minute - eastMinutes) * 60 + second) * 1000 + millisecond;
  return { from, to: from + 1 };
}
