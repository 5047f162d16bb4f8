/**
 * The states that a power loss may leave on a disk, from a log of operations. The model is stricter than any one
 * file system: since the last `sync` each name has any of the values that it had, whatever the other names have;
 * a file whose content was not synchronised is any prefix of itself in sectors, with or without a tail of zeros.
 * @module
 */
import type { Files, Operation } from "./memory-directory.ts";
import type { Random } from "./random.ts";

const sectorBytes = 512;

interface Value {
  readonly content: Uint8Array;
  readonly synced: boolean;
}

/** What the disk may hold under each name at a moment, the oldest value first; undefined: no such name. */
export type NamesOnDisk = ReadonlyMap<string, readonly (Value | undefined)[]>;

export interface Moment {
  /** Operations before this one are done; it may be under way. */
  readonly operation: number;
  readonly names: NamesOnDisk;
  readonly acknowledged: number;
  readonly begun: number;
}

/** Every moment at which the power may go: during each operation, and after the last. */
export function* momentsOf(log: readonly Operation[]): Generator<Moment> {
  let durable = new Map<string, Value | undefined>();
  const current = new Map<string, Value | undefined>();
  let history = new Map<string, (Value | undefined)[]>();
  let acknowledged = 0;
  let begun = 0;
  const set = (name: string, value: Value | undefined) => {
    const values = history.get(name) ?? [durable.get(name)];
    values.push(value);
    history.set(name, values);
    current.set(name, value);
  };
  const names = (inProgress?: [string, Value]): NamesOnDisk => {
    const all = new Map<string, (Value | undefined)[]>();
    for (const [name, value] of durable) all.set(name, [value]);
    for (const [name, values] of history) all.set(name, [...values]);
    if (inProgress !== undefined) {
      const [name, value] = inProgress;
      all.set(name, [...(all.get(name) ?? [undefined]), value]);
    }
    return all;
  };
  for (let i = 0; i < log.length; i++) {
    const operation = log[i]!;
    switch (operation.kind) {
      case "create":
        yield {
          operation: i,
          names: names([operation.name, { content: operation.content, synced: false }]),
          acknowledged,
          begun,
        };
        set(operation.name, { content: operation.content, synced: operation.synced });
        break;
      case "publish":
        yield { operation: i, names: names(), acknowledged, begun };
        set(operation.to, current.get(operation.from));
        set(operation.from, undefined);
        break;
      case "remove":
        yield { operation: i, names: names(), acknowledged, begun };
        set(operation.name, undefined);
        break;
      case "sync":
        yield { operation: i, names: names(), acknowledged, begun };
        durable = new Map(current);
        history = new Map();
        break;
      case "begun":
        begun = operation.commit;
        break;
      case "acknowledged":
        acknowledged = operation.commit;
        yield { operation: i, names: names(), acknowledged, begun };
        break;
    }
  }
}

/** One disk of those that the moment allows: `oldest` and `newest` take that value of every name, `any` draws. */
export function diskAfter({ names }: Moment, choice: "oldest" | "newest" | "any", random: Random): Files {
  const files: Files = new Map();
  for (const [name, values] of names) {
    const value = choice === "oldest" ? values[0] : choice === "newest" ? values.at(-1) : random.pick(values);
    if (value === undefined) continue;
    files.set(name, value.synced ? value.content : torn(value.content, random));
  }
  return files;
}

function torn(content: Uint8Array, random: Random): Uint8Array {
  const sectors = Math.ceil(content.length / sectorBytes);
  const kept = Math.min(content.length, random.below(sectors + 1) * sectorBytes);
  const withZeros = random.chance(0.5);
  const result = new Uint8Array(withZeros ? content.length : kept);
  result.set(content.subarray(0, kept));
  return result;
}
