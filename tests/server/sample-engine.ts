/**
 * An engine with four Arabic documents in three categories.
 * @module
 */
import type { DocumentInput, Engine } from "../../src/contract/index.ts";
import { MemoryEngine } from "./memory-engine.ts";

export const sampleDocuments: readonly DocumentInput[] = [
  {
    id: "culture/library",
    title: "مكتبة المدينة تفتح أبوابها",
    text: "عادت مكتبة المدينة إلى قرّائها بعد ترميم طويل، وفيها مخطوطات نادرة.",
    category: "ثقافة",
    source: "صحيفة المرفأ",
    date: "2024-03-12",
  },
  {
    id: "culture/ديوان",
    title: "ديوان شاعر البحر",
    text: "جمع الديوان قصائد قيلت في السفر والعودة.",
    category: "ثقافة",
    date: "2022-05-20",
  },
  {
    id: "science/coral",
    title: "شعاب مرجانية تتحمّل الحرارة",
    text: "وجد علماء الأحياء أنّ شعاب الخليج تصبر على حرارة تموت عندها غيرها.",
    category: "علوم",
    url: "https://example.org/coral",
  },
  {
    id: "sport/chess",
    title: "بطلة الشطرنج تهزم أستاذها",
    text: "هزمت لاعبة في الثالثة عشرة أستاذها الذي علّمها.",
    category: "رياضة",
  },
];

export async function openSampleEngine(): Promise<Engine> {
  const engine = new MemoryEngine();
  await engine.add(sampleDocuments);
  await engine.commit();
  return engine;
}
