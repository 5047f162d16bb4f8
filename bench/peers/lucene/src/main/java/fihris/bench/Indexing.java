package fihris.bench;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** Documents of a JSONL file into one segment: text with positions, id and text stored, category and number as columns. */
final class Indexing {
  private Indexing() {}

  static Map<String, ?> build(Path folder, Path documents, Analysis analysis, int threads) throws Exception {
    long start = System.nanoTime();
    IndexWriterConfig config = new IndexWriterConfig(analysis.analyzer());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(128);
    config.setUseCompoundFile(false);
    int count = 0;
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(documents)) {
      count = write(writer, lines, threads);
      writer.forceMerge(1);
      writer.commit();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = sizeBytes(folder, "");
    // Stored fields: compressed documents (.fdt) and their index (.fdx, .fdm).
    long text = sizeBytes(folder, ".fdt") + sizeBytes(folder, ".fdx") + sizeBytes(folder, ".fdm");
    return Map.of(
        "event", "built",
        "threads", threads,
        "seconds", seconds,
        "documents", count,
        "index_bytes", bytes,
        "text_bytes", text);
  }

  private static int write(IndexWriter writer, BufferedReader lines, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> counts = new ArrayList<>();
    FacetsConfig facets = new FacetsConfig();
    Callable<Integer> work =
        () -> {
          int count = 0;
          for (String line = next(lines); line != null; line = next(lines)) {
            writer.addDocument(facets.build(document(Main.parse(line))));
            count++;
          }
          return count;
        };
    for (int i = 0; i < threads; i++) counts.add(pool.submit(work));
    int total = 0;
    for (Future<Integer> count : counts) total += count.get();
    pool.shutdown();
    return total;
  }

  private static String next(BufferedReader lines) throws IOException {
    synchronized (lines) {
      return lines.readLine();
    }
  }

  private static Document document(JsonObject source) {
    String id = source.get("id").getAsString();
    String category = source.get("category").getAsString();
    Document document = new Document();
    document.add(new StringField("id", id, Field.Store.NO));
    document.add(new SortedDocValuesField("id", new BytesRef(id)));
    document.add(new TextField("text", source.get("text").getAsString(), Field.Store.NO));
    document.add(new StoredField("text", source.get("text").getAsString()));
    document.add(new StringField("category", category, Field.Store.NO));
    document.add(new SortedSetDocValuesFacetField("category", category));
    document.add(new NumericDocValuesField("number", source.get("number").getAsLong()));
    return document;
  }

  private static long sizeBytes(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long sum = 0;
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) sum += Files.size(file);
      return sum;
    }
  }
}
