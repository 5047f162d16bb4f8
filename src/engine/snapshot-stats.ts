/**
 * Figures of a snapshot for `stats`.
 * @module
 */
import type { BytesByPart, FieldStats, IndexStats } from "../contract/index.ts";
import { Bitmap, compareUnits, type Snapshot, segmentParts } from "../inverted-index/index.ts";

/** Counted once for a snapshot: whoever waits for a commit asks again and again. */
export function snapshotStats(snapshot: Snapshot): IndexStats {
  return snapshot.derived.get("stats", () => countStats(snapshot));
}

function countStats(snapshot: Snapshot): IndexStats {
  const bytes: BytesByPart = { dictionary: 0, postings: 0, positions: 0, forward: 0, columns: 0, store: 0 };
  const parts: { -readonly [part in keyof BytesByPart]: number } = { ...bytes };
  let terms = 0;
  for (const { reader } of snapshot.segments) {
    for (const part of segmentParts) parts[part] += reader.info.files[part].bytes;
    terms += reader.dictionary.stems.size;
  }
  return {
    documents: snapshot.liveCount,
    deleted: snapshot.maxDoc - snapshot.liveCount,
    generation: snapshot.generation,
    segments: snapshot.segments.length,
    terms,
    bytes: Object.values(parts).reduce((sum, part) => sum + part, 0),
    bytes_by_part: parts,
    fields: fieldStats(snapshot),
    analyzer_version: snapshot.manifest.analyzer,
  };
}

function fieldStats(snapshot: Snapshot): { [name: string]: FieldStats } {
  const kinds = ["text", "keyword", "number", "date"] as const;
  const names = new Set(snapshot.segments.flatMap(({ reader }) => kinds.flatMap((kind) => [...reader[kind].keys()])));
  const entries = [...names].sort(compareUnits).map((name): [string, FieldStats] => {
    const holders = new Bitmap(snapshot.maxDoc);
    for (const { reader, base } of snapshot.segments) {
      const columns = [
        reader.text.get(name)?.forward.docs,
        reader.keyword.get(name)?.docs,
        reader.number.get(name)?.docs,
        reader.date.get(name)?.docs,
      ];
      for (const docs of columns) for (const doc of docs ?? []) holders.add(base + doc);
    }
    const held = kinds.filter((kind) => snapshot.segments.some(({ reader }) => reader[kind].has(name)));
    return [name, { kinds: held, docs: holders.and(snapshot.live).count() }];
  });
  return Object.fromEntries(entries);
}
