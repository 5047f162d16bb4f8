/**
 * Words whose inflection the affix rules cannot undo, and words that lose their meaning without their ending.
 * Comes in: nothing. Goes out: tables in the spelling people use. Invariant: every word here stands without article.
 * @module
 */
/** Nouns of two letters: they take affixes although fewer than three letters remain. */
export const SHORT_NOUNS = `
تم يد دم أب أخ أم عم خال جد فم حق حد خط سر سن شك صف ضد ظل ظن عش غش فخ فك فن قط كف كم لب لص مخ نص رب رد رز زر سم شر صد ضم طب طن عد عز غم قس كل مس هم ود بر جو حب حج حر حس حل حي جن رق سد شح شق طي ذم كي ري زي فظ قد قش قط مد مر هش دب ثم غد بن بط خد دف ذل رف عم قم فج
`;
/** Nouns of two letters and ة, which turns into ت or goes in ات: لغة لغتهم لغات. */
export const SHORT_FEMININES = `
لغة جهة سنة صفة ثقة صلة فئة قوة مدة عدة حدة شدة قمة أمة ذمة همة حصة قصة فضة سلة علة قلة ذلة حلة خطة بطة قطة شقة دقة رقة جنة سنة منة فنة هبة سمة زنة عظة صحة حجة ضجة لجة مرة ذرة جرة سرة درة كرة هرة ثورة رئة مئة فئة شفة أمة جدة عمة ردة عزة لذة هزة غزة كفة ضفة خفة عفة سيرة ستة جثة حية نية طية دية لثة رنة سعة دعة جدة قبة حبة ربة غلة ملة زلة سكة عمة دفة خسة غصة بصة قصة عضة هوة كوة
`;
/** Feminine nouns that mean something else without their ة: جامعة is no جامع. Their plurals in ات keep them apart too. */
export const KEPT_FEMININES = `
جامعة مدرسة مكتبة كتابة ثورة سورة وفاة حياة صلاة زكاة قناة فتاة مباراة نواة أداة مرآة مأساة ملهاة معاناة مساواة محاكاة مشكاة مراعاة
قاعدة قائمة دائرة عاصمة منطقة محكمة شركة عائلة ظاهرة قاهرة آخرة ذاكرة كلمة لجنة طائرة سيدة محافظة مصلحة سلطة مجلة
قضية بلدية عملية هوية جمعية شخصية داخلية خارجية طائفة صحيفة فريضة قبيلة وسيلة جريدة حديقة مدينة
`;
/** Plurals whose singular hides more than an ending. */
export const IRREGULAR_INFLECTIONS: readonly (readonly [form: string, base: string])[] = [
 ["سنوات", "سنة"],
 ["سنين", "سنة"],
 ["سنون", "سنة"],
 ["قنوات", "قناة"],
 ["وفيات", "وفاة"],
 ["صلوات", "صلاة"],
 ["فتيات", "فتاة"],
 ["أدوات", "أداة"],
 ["مباريات", "مباراة"],
 ["بنات", "بنت"],
 ["أخوات", "أخت"],
 ["أمهات", "أم"],
 ["أبوين", "أب"],
 ["أبو", "أب"],
 ["أبي", "أب"],
 ["أبا", "أب"],
 ["شئ", "شيء"],
 ["بطئ", "بطيء"],
 ["برئ", "بريء"],
 ["جرئ", "جريء"],
 ["ملئ", "مليء"],
 ["ردئ", "رديء"],
 ["مضئ", "مضيء"],
 ["مجئ", "مجيء"],
 ["سيء", "سيئ"],
 ["لله", "الله"],
 ["مئة", "مئة"],
 ["مائة", "مئة"],
 ["مايه", "مئة"],
];
