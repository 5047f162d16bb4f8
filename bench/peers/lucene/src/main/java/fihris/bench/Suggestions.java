package fihris.bench;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.suggest.InputIterator;
import org.apache.lucene.search.suggest.Lookup;
import org.apache.lucene.search.suggest.fst.WFSTCompletionLookup;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/** Lucene's completion automaton over the terms of a field (stems, where the analyzer stems), weighed by document frequency. */
final class Suggestions {
  private Suggestions() {}

  static Lookup over(IndexReader reader, String field) throws IOException {
    Lookup lookup = new WFSTCompletionLookup(new ByteBuffersDirectory(), "terms");
    lookup.build(new TermsByFrequency(MultiTerms.getTerms(reader, field).iterator()));
    return lookup;
  }

  private record TermsByFrequency(TermsEnum terms) implements InputIterator {
    @Override
    public BytesRef next() throws IOException {
      return terms.next();
    }

    @Override
    public long weight() {
      try {
        return terms.docFreq();
      } catch (IOException error) {
        throw new java.io.UncheckedIOException(error);
      }
    }

    @Override
    public BytesRef payload() {
      return null;
    }

    @Override
    public boolean hasPayloads() {
      return false;
    }

    @Override
    public Set<BytesRef> contexts() {
      return null;
    }

    @Override
    public boolean hasContexts() {
      return false;
    }
  }
}
