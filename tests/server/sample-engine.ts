/**
 * Indexes of four Arabic documents in three categories, each in a folder of its own until the test file ends.
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { DocumentInput } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";

const sampleDocuments: readonly DocumentInput[] = [
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

const opened: Index[] = [];

afterAll(async () => {
  for (const index of opened) {
    await index.close();
    await rm(index.path, { recursive: true, force: true });
  }
});

export async function openEngine(documents: readonly DocumentInput[]): Promise<Index> {
  const index = await Index.open(await mkdtemp(join(tmpdir(), "fihris-server-")));
  opened.push(index);
  await index.add(documents);
  await index.commit();
  return index;
}

/** A second reader of the same folder, as another process would be. */
export async function openReader({ path }: Index): Promise<Index> {
  const reader = await Index.open(path, { readOnly: true });
  opened.push(reader);
  return reader;
}

export function openSampleEngine(): Promise<Index> {
  return openEngine(sampleDocuments);
}
