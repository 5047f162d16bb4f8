package fihris.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of the Lucene peer: reads the task file that bench/peers/protocol.ts defines, prints its events
 * as JSON lines. The timed part of a query is its analysis, the search and the ids of the hits.
 */
public final class Main {
  private static final Gson GSON = new Gson();
  /** Queries of a turn, in a class that asks each once. */
  private static final int ASKED_ONCE = 20;
  private static final BufferedReader TURNS = new BufferedReader(new InputStreamReader(System.in));

  record Query(String id, String text, String category) {}

  record QueryClass(String name, List<Query> queries, boolean once) {}

  record Build(int threads) {}

  record Rankings(int depth, List<Query> queries) {}

  record Task(
      String configuration,
      String documents,
      String index,
      Build build,
      int limit,
      int warm_up_ms,
      int timed_turns,
      int turn_ms,
      int budget_ms,
      List<QueryClass> classes,
      boolean turns,
      Rankings rankings) {}

  public static void main(String[] args) throws Exception {
    Task task = GSON.fromJson(Files.readString(Path.of(args[0])), Task.class);
    Analysis analysis = Analysis.named(task.configuration);
    String lucene = org.apache.lucene.util.Version.LATEST.toString();
    emit(Map.of("event", "engine", "version", lucene, "runtime", "Java " + Runtime.version()));

    Path folder = Path.of(task.index);
    if (task.build != null) emit(Indexing.build(folder, Path.of(task.documents), analysis, task.build.threads));
    if (!task.classes.isEmpty() || task.rankings != null) {
      try (Searching searching = new Searching(folder, analysis)) {
        for (QueryClass queryClass : task.classes) {
          if (queryClass.once) measureOnce(searching, queryClass, task);
          else measure(searching, queryClass, task);
        }
        if (task.rankings != null) {
          for (Query query : task.rankings.queries) {
            List<String> ids = searching.run("question", query, task.rankings.depth);
            emit(Map.of("event", "ranking", "id", query.id, "ids", ids));
          }
        }
      }
    }
    emit(Map.of("event", "end", "peak_rss_mb", peakResidentMegabytes()));
  }

  private static void measure(Searching searching, QueryClass queryClass, Task task) throws Exception {
    if (!searching.supports(queryClass.name)) {
      String reason = "a library without a server";
      emit(Map.of("event", "absent", "name", queryClass.name, "reason", reason));
      return;
    }
    List<Query> queries = queryClass.queries;
    int returned = 0;
    int empty = 0;
    boolean first = true;
    // The first class compiles what all of them use.
    double warmUpMs = task.warm_up_ms * (queryClass == task.classes.get(0) ? 3.0 : 1.0);
    double warmMs = 0;
    do {
      turn(queryClass.name, false, task);
      long start = System.nanoTime();
      for (Query query : queries) {
        int hits = searching.run(queryClass.name, query, task.limit).size();
        if (first) {
          returned += hits;
          if (hits == 0) empty++;
        }
      }
      first = false;
      warmMs += (System.nanoTime() - start) / 1e6;
    } while (warmMs < warmUpMs);

    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<double[]> passes = new ArrayList<>();
    double timedMs = 0;
    double cpuMs = 0;
    for (int turns = 0; turns == 0 || (turns < task.timed_turns && timedMs < task.budget_ms); turns++) {
      turn(queryClass.name, true, task);
      long timedFrom = System.nanoTime();
      long cpuFrom = bean.getProcessCpuTime();
      double turnMs;
      do {
        double[] times = new double[queries.size()];
        for (int i = 0; i < times.length; i++) {
          long from = System.nanoTime();
          searching.run(queryClass.name, queries.get(i), task.limit);
          times[i] = Math.round((System.nanoTime() - from) / 100.0) / 1e4;
        }
        passes.add(times);
        turnMs = (System.nanoTime() - timedFrom) / 1e6;
      } while (turnMs < task.turn_ms);
      timedMs += turnMs;
      cpuMs += (bean.getProcessCpuTime() - cpuFrom) / 1e6;
    }
    double cpu = cpuMs / ((double) passes.size() * queries.size());
    emit(
        Map.of(
            "event", "class",
            "name", queryClass.name,
            "wall_ms", passes,
            "cpu_ms", cpu,
            "returned", (double) returned / queries.size(),
            "empty", empty));
  }

  private static void measureOnce(Searching searching, QueryClass queryClass, Task task) throws Exception {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<Query> queries = queryClass.queries;
    double[] times = new double[queries.size()];
    int returned = 0;
    int empty = 0;
    double cpuMs = 0;
    for (int first = 0; first < times.length; first += ASKED_ONCE) {
      turn(queryClass.name, true, task);
      long cpuFrom = bean.getProcessCpuTime();
      for (int i = first; i < Math.min(times.length, first + ASKED_ONCE); i++) {
        long from = System.nanoTime();
        int hits = searching.run(queryClass.name, queries.get(i), task.limit).size();
        times[i] = Math.round((System.nanoTime() - from) / 100.0) / 1e4;
        returned += hits;
        if (hits == 0) empty++;
      }
      cpuMs += (bean.getProcessCpuTime() - cpuFrom) / 1e6;
    }
    emit(
        Map.of(
            "event", "class",
            "name", queryClass.name,
            "wall_ms", List.of(times),
            "cpu_ms", cpuMs / times.length,
            "returned", (double) returned / times.length,
            "empty", empty));
  }

  /** Waits for the driver's line, where the task says so. */
  private static void turn(String name, boolean timed, Task task) throws Exception {
    if (!task.turns) return;
    emit(Map.of("event", "ready", "name", name, "timed", timed));
    TURNS.readLine();
  }

  /** The high-water mark of the process; Linux only, 0 where the system does not tell. */
  private static double peakResidentMegabytes() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return 0;
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
    }
    return 0;
  }

  static JsonObject parse(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static void emit(Map<String, ?> event) {
    System.out.println(GSON.toJson(event));
    System.out.flush();
  }
}
