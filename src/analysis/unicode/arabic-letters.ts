/**
 * Letters and marks of the Arabic script by their Unicode names, as UTF-16 code units.
 * Comes in: nothing. Goes out: numbers. Invariant: logic elsewhere names letters only through this file.
 * @module
 */
export const HAMZA = 0x0621;
export const ALEF_MADDA = 0x0622;
export const ALEF_HAMZA_ABOVE = 0x0623;
export const WAW_HAMZA = 0x0624;
export const ALEF_HAMZA_BELOW = 0x0625;
export const YEH_HAMZA = 0x0626;
export const ALEF = 0x0627;
export const BEH = 0x0628;
export const TEH_MARBUTA = 0x0629;
export const TEH = 0x062a;
export const DAL = 0x062f;
export const THAL = 0x0630;
export const REH = 0x0631;
export const ZAIN = 0x0632;
export const SEEN = 0x0633;
export const TATWEEL = 0x0640;
export const LAM = 0x0644;
export const MEEM = 0x0645;
export const NOON = 0x0646;
export const HEH = 0x0647;
export const WAW = 0x0648;
export const ALEF_MAKSURA = 0x0649;
export const YEH = 0x064a;
export const MADDA_ABOVE = 0x0653;
export const HAMZA_BELOW = 0x0655;
export const ARABIC_DECIMAL_SEPARATOR = 0x066b;
export const ARABIC_THOUSANDS_SEPARATOR = 0x066c;
export const END_OF_AYAH = 0x06dd;
export const START_OF_RUB_EL_HIZB = 0x06de;
export const SMALL_WAW = 0x06e5;
export const SMALL_YEH = 0x06e6;
export const PLACE_OF_SAJDAH = 0x06e9;
