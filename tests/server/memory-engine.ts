/**
 * The smallest engine that keeps the contract's promises towards the server: documents in a Map, words compared
 * as they are spelled. For tests of HTTP alone, where the answer matters less than its form.
 * @module
 */
import {
  type CommitResult,
  type DocumentInput,
  type Engine,
  type Facet,
  FihrisError,
  type Hit,
  type IndexStats,
  type SearchRequest,
  type SearchResponse,
  type StoredDocument,
  type SuggestResponse,
  searchLimits,
} from "../../src/contract/index.ts";

type Change = { readonly id: string; readonly document: DocumentInput | undefined };

export class MemoryEngine implements Engine {
  readonly #documents = new Map<string, StoredDocument>();
  #changes: Change[] = [];
  #generation = 0;

  async add(documents: DocumentInput | readonly DocumentInput[]): Promise<void> {
    for (const document of [documents].flat()) {
      const id = idOf(document.id ?? document._id);
      if ("_reserved" in document) throw new FihrisError("field_reserved", "Names with a leading _ are reserved.");
      this.#changes.push({ id, document });
    }
  }

  async update(document: DocumentInput): Promise<void> {
    if (!this.#documents.has(idOf(document.id))) throw new FihrisError("document_not_found", "No such document.");
    await this.add(document);
  }

  async delete(id: string | number): Promise<boolean> {
    this.#changes.push({ id: idOf(id), document: undefined });
    return this.#documents.has(String(id));
  }

  async commit(): Promise<CommitResult> {
    const counts = { added: 0, replaced: 0, deleted: 0 };
    for (const { id, document } of this.#changes) {
      const existed = this.#documents.delete(id);
      if (document === undefined) counts.deleted += existed ? 1 : 0;
      else {
        counts[existed ? "replaced" : "added"]++;
        const { id: _, _id, ...fields } = document;
        this.#documents.set(id, { id, version: versionOf(fields), fields: fields as StoredDocument["fields"] });
      }
    }
    this.#changes = [];
    return { generation: ++this.#generation, ...counts };
  }

  async search(query: string | SearchRequest): Promise<SearchResponse> {
    const {
      q = "",
      limit = 10,
      offset = 0,
      filter,
      facets = [],
      refine = {},
    } = typeof query === "string" ? { q: query } : query;
    if (offset + limit > searchLimits.windowMax) throw new FihrisError("page_too_deep", "Too deep; use cursor.");
    const words = q.split(/\s+/).filter(Boolean);
    const found = [...this.#documents.values()]
      .reverse()
      .filter(({ fields }) => words.length === 0 || words.some((word) => textOf(fields).includes(word)))
      .filter(({ fields }) => matchesFilter(fields, filter));
    const refined = found.filter(({ fields }) =>
      Object.entries(refine).every(([name, values]) => values.includes(String(fields[name]))),
    );
    return {
      query: q,
      total: refined.length,
      total_relation: "eq",
      took_ms: 1,
      generation: this.#generation,
      hits: refined.slice(offset, offset + limit).map((document) => hitOf(document, words)),
      ...(facets.length > 0 ? { facets: Object.fromEntries(facets.map((name) => [name, facetOf(found, name)])) } : {}),
    };
  }

  async suggest(prefix: string, { limit = 8 } = {}): Promise<SuggestResponse> {
    const words = new Set([...this.#documents.values()].flatMap(({ fields }) => textOf(fields).split(/\s+/)));
    const found = [...words].filter((word) => prefix !== "" && word.startsWith(prefix)).slice(0, limit);
    return { prefix, suggestions: found.map((text) => ({ text, kind: "word", docs: 1 })), took_ms: 1 };
  }

  async get(id: string | number): Promise<StoredDocument | undefined> {
    return this.#documents.get(idOf(id));
  }

  async stats(): Promise<IndexStats> {
    return {
      documents: this.#documents.size,
      deleted: 0,
      generation: this.#generation,
      segments: 1,
      terms: 0,
      bytes: 0,
      bytes_by_part: { dictionary: 0, postings: 0, positions: 0, forward: 0, columns: 0, store: 0 },
      fields: { category: { kinds: ["keyword"], docs: this.#documents.size } },
      analyzer_version: 1,
    };
  }

  async refresh(): Promise<boolean> {
    return false;
  }

  async close(): Promise<void> {}
}

function idOf(id: string | number | undefined): string {
  const text = String(id ?? "");
  if (text === "" || text.length > 512 || /[\u0000-\u001f]/.test(text)) throw new FihrisError("invalid_id", "Bad id.");
  return text;
}

function versionOf(fields: object): string {
  let hash = 0;
  for (const unit of JSON.stringify(fields)) hash = (hash * 31 + unit.charCodeAt(0)) >>> 0;
  return hash.toString(16).padStart(16, "0");
}

function textOf(fields: StoredDocument["fields"]): string {
  return `${fields["title"] ?? ""} ${fields["text"] ?? ""}`;
}

function matchesFilter(fields: StoredDocument["fields"], filter: string | undefined): boolean {
  if (filter === undefined) return true;
  const match = /^(\w+) = (\S+)$/.exec(filter);
  if (match === null) throw new FihrisError("filter_syntax", "A filter is: field = value.", { position: 3 });
  return String(fields[match[1]]) === match[2];
}

function hitOf({ id, fields }: StoredDocument, words: readonly string[]): Hit {
  const text = String(fields["text"] ?? "");
  const at = Math.max(-1, ...words.map((word) => text.indexOf(word)));
  const word = words.find((candidate) => text.indexOf(candidate) === at) ?? "";
  const ranges = at < 0 ? [] : [{ start: at, end: at + word.length }];
  const { url } = fields;
  return {
    id,
    score: 1,
    title: String(fields["title"] ?? ""),
    ...(typeof url === "string" ? { url } : {}),
    fields,
    snippet: { field: "text", text, html: "", ranges },
  };
}

function facetOf(found: readonly StoredDocument[], name: string): Facet {
  const counts = new Map<string, number>();
  for (const { fields } of found) {
    if (name in fields) counts.set(String(fields[name]), (counts.get(String(fields[name])) ?? 0) + 1);
  }
  return { values: [...counts].map(([value, count]) => ({ value, count })), other: 0, missing: 0 };
}
