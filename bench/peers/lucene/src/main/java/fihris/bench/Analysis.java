package fihris.bench;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/** The analyzers of the peer: Lucene's general one, and the one it ships for Arabic. */
record Analysis(Analyzer analyzer) {
  static Analysis named(String configuration) {
    return switch (configuration) {
      case "default" -> new Analysis(new StandardAnalyzer());
      case "arabic" -> new Analysis(new ArabicAnalyzer());
      default -> throw new IllegalArgumentException("configuration: expected default or arabic, got " + configuration);
    };
  }
}
