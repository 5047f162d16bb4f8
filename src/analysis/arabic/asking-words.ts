/**
 * Words of content that stand in questions more often than in the texts that answer them: they say what kind of answer
 * is wanted rather than what it is about. Comes in: nothing. Goes out: whether a stem is one of theirs.
 * Invariant: a list of the language, of no collection; particles and question words are in function-words.ts.
 * @module
 */
import { analyzeWord } from "../word-analysis.ts";

const ASKING_WORDS = `
اسم أسماء يسمى تسمى سمي سميت تسمية يدعى تدعى يطلق أطلق لقب
معنى معاني يعني تعني تعريف مفهوم مقصود يقصد المراد مدلول
عدد كمية مقدار نسبة مساحة قيمة
سبب أسباب دليل أدلة هدف أهداف غاية غرض فائدة فوائد أهمية
نوع أنواع صفة صفات خصائص مميزات عناصر أقسام مراحل شروط أركان
كيفية طريقة طرق وسيلة
أهم أبرز أشهر أفضل أكثر أقل أكبر أصغر أطول أول آخر
فرق علاقة دور أثر تأثير نتيجة نتائج
يقع تقع يوجد توجد يعتبر تعتبر يعد تعد يمكن يجب يتم حدث يحدث
اذكر أذكر ذكر وضح اشرح عرف علل قارن اكتب
هناك شيء شخص أشخاص
`;

let stems: ReadonlySet<string> | undefined;

/** Whether a stem is that of a word of asking. */
export function isAskingStem(stem: string): boolean {
  stems ??= new Set(
    ASKING_WORDS.trim()
      .split(/\s+/)
      .map((word) => analyzeWord(word).stems[0] as string),
  );
  return stems.has(stem);
}
