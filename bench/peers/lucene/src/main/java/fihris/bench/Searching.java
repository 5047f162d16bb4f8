package fihris.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.suggest.Lookup;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/** The query classes over an index of one segment, with Lucene's default BM25, on the calling thread. */
final class Searching implements AutoCloseable {
  private static final String FIELD = "text";

  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final Analysis analysis;
  private final SortedSetDocValuesReaderState facets;
  private final UnifiedHighlighter highlighter;
  private Lookup suggester;

  Searching(Path folder, Analysis analysis) throws IOException {
    this.directory = FSDirectory.open(folder);
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    // A repeated query must be searched again, not remembered.
    this.searcher.setQueryCache(null);
    this.analysis = analysis;
    this.facets = new DefaultSortedSetDocValuesReaderState(reader, new FacetsConfig());
    this.highlighter = UnifiedHighlighter.builder(searcher, analysis.analyzer()).build();
  }

  boolean supports(String name) {
    return !name.equals("http");
  }

  /** The ids of the hits, best first; for suggestions the words. */
  List<String> run(String name, Main.Query query, int limit) throws IOException {
    return switch (name) {
      case "question", "once", "two-or" -> top(words(query.text(), BooleanClause.Occur.SHOULD), limit);
      case "two-and" -> top(words(query.text(), BooleanClause.Occur.MUST), limit);
      case "phrase" -> top(phrase(query.text()), limit);
      case "prefix" -> top(new PrefixQuery(normalized(query.text())), limit);
      case "fuzzy" -> top(new FuzzyQuery(normalized(query.text()), 1), limit);
      case "filter-sort" -> filtered(query, limit);
      case "facets" -> counted(query, limit);
      case "snippet" -> highlighted(query, limit);
      case "suggest" -> suggested(query.text(), limit);
      default -> throw new IllegalArgumentException("query class " + name + " is unknown");
    };
  }

  private Query words(String text, BooleanClause.Occur occur) throws IOException {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    try (TokenStream tokens = analysis.analyzer().tokenStream(FIELD, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) builder.add(new TermQuery(new Term(FIELD, term.toString())), occur);
      tokens.end();
    }
    return builder.build();
  }

  private Query phrase(String text) {
    Query query = new QueryBuilder(analysis.analyzer()).createPhraseQuery(FIELD, text);
    return query == null ? new BooleanQuery.Builder().build() : query;
  }

  private Term normalized(String text) {
    return new Term(FIELD, analysis.analyzer().normalize(FIELD, text));
  }

  private List<String> top(Query query, int limit) throws IOException {
    return ids(searcher.search(query, limit));
  }

  private List<String> filtered(Main.Query query, int limit) throws IOException {
    Query filtered =
        new BooleanQuery.Builder()
            .add(words(query.text(), BooleanClause.Occur.SHOULD), BooleanClause.Occur.MUST)
            .add(new TermQuery(new Term("category", query.category())), BooleanClause.Occur.FILTER)
            .build();
    return ids(searcher.search(filtered, limit, new Sort(new SortField("number", SortField.Type.LONG, true))));
  }

  private List<String> counted(Main.Query query, int limit) throws IOException {
    Query words = words(query.text(), BooleanClause.Occur.SHOULD);
    FacetsCollector matches = searcher.search(words, new FacetsCollectorManager());
    new SortedSetDocValuesFacetCounts(facets, matches).getTopChildren(10, "category");
    return top(words, limit);
  }

  private List<String> highlighted(Main.Query query, int limit) throws IOException {
    Query words = words(query.text(), BooleanClause.Occur.SHOULD);
    TopDocs hits = searcher.search(words, limit);
    highlighter.highlight(FIELD, words, hits);
    return ids(hits);
  }

  private List<String> suggested(String prefix, int limit) throws IOException {
    if (suggester == null) suggester = Suggestions.over(reader, FIELD);
    List<String> words = new ArrayList<>();
    String key = normalized(prefix).text();
    if (key.isEmpty()) return words;
    for (Lookup.LookupResult result : suggester.lookup(key, false, limit)) words.add(result.key.toString());
    return words;
  }

  private List<String> ids(TopDocs hits) throws IOException {
    List<String> ids = new ArrayList<>(hits.scoreDocs.length);
    // One segment: doc ids of the reader are those of its only leaf. Doc values go forwards only, hence one each.
    for (ScoreDoc hit : hits.scoreDocs) {
      SortedDocValues values = reader.leaves().get(0).reader().getSortedDocValues("id");
      values.advanceExact(hit.doc);
      ids.add(values.lookupOrd(values.ordValue()).utf8ToString());
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
