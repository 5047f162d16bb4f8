/**
 * Numbers, counted nouns and dates as Arabic readers write them.
 * @module
 */
const numbers = new Intl.NumberFormat("ar-u-nu-arab");
const plurals = new Intl.PluralRules("ar");
const dates = new Intl.DateTimeFormat("ar-u-nu-arab-ca-gregory", { dateStyle: "long", timeZone: "UTC" });

/** @param {number} value */
export function formatNumber(value) {
  return numbers.format(value);
}

/**
 * The counted noun follows the number: dual without a digit, plural from 3 to 10, accusative singular to 99.
 * @param {number} total
 * @param {boolean} isLowerBound
 */
export function formatResultCount(total, isLowerBound) {
  if (isLowerBound) return `أكثر من ${formatNumber(total)} نتيجة`;
  switch (plurals.select(total)) {
    case "zero":
      return "لا نتائج";
    case "one":
      return "نتيجة واحدة";
    case "two":
      return "نتيجتان";
    case "few":
      return `${formatNumber(total)} نتائج`;
    default:
      return `${formatNumber(total)} نتيجة`;
  }
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  return milliseconds < 1 ? "في أقل من ١ م.ث" : `في ${formatNumber(Math.round(milliseconds))} م.ث`;
}

/**
 * An ISO 8601 date in words; what is not one is returned as it is.
 * @param {string} value
 */
export function formatDate(value) {
  const time = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : dates.format(time);
}
