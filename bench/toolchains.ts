/**
 * Builds the peers that are not JavaScript, each once a run and only when it is asked for: Lucene by Maven
 * and a JDK, Tantivy by cargo. What is missing comes back as a sentence for the report.
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

export type Command = readonly string[] | { readonly missing: string };

export interface Toolchains {
  lucene(): Command;
  tantivy(): Command;
}

interface Jdk {
  readonly home: string;
  readonly release: number;
}

const luceneVersions = [
  { release: 21, version: "10.6.0" },
  { release: 17, version: "9.12.1" },
] as const;

/** `peers` is the source folder bench/peers; progress goes to `log`. */
export function findToolchains(peers: string, log: (line: string) => void): Toolchains {
  return {
    lucene: once(() => buildLucene(join(peers, "lucene"), log)),
    tantivy: once(() => buildTantivy(join(peers, "tantivy"), log)),
  };
}

function buildLucene(folder: string, log: (line: string) => void): Command {
  if (!runs("mvn", ["-version"])) return { missing: "Maven (mvn) is not installed" };
  const jdk = newestJdk();
  const lucene = luceneVersions.find(({ release }) => (jdk?.release ?? 0) >= release);
  if (jdk === undefined || lucene === undefined) return { missing: "no JDK of 17 or newer was found" };
  // One folder a version: jars of two versions on one class path would mix.
  const target = join(folder, "target", lucene.version);
  if (!isBuilt(folder, target)) {
    log(`building the Lucene peer: Lucene ${lucene.version} on Java ${jdk.release}`);
    const build = spawnSync(
      "mvn",
      [
        "-q",
        "-B",
        "compile",
        `-Dlucene.version=${lucene.version}`,
        `-Dmaven.compiler.release=${lucene.release}`,
        `-Dpeer.target=${target}`,
      ],
      { cwd: folder, env: { ...process.env, JAVA_HOME: jdk.home }, encoding: "utf8" },
    );
    if (build.status !== 0) {
      rmSync(target, { recursive: true, force: true });
      return { missing: `Maven could not build it: ${errorLine(build.stdout + build.stderr)}` };
    }
  }
  const vectors = jdk.release >= 21 ? ["--add-modules", "jdk.incubator.vector"] : [];
  return [
    join(jdk.home, "bin", "java"),
    ...vectors,
    "--enable-native-access=ALL-UNNAMED",
    "-cp",
    [join(target, "classes"), join(target, "libs", "*")].join(delimiter),
    "fihris.bench.Main",
  ];
}

/** Maven takes seconds to find that nothing changed. */
function isBuilt(folder: string, target: string): boolean {
  const main = join(target, "classes", "fihris", "bench", "Main.class");
  if (!existsSync(main)) return false;
  const built = statSync(main).mtimeMs;
  const sources = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).map((name) =>
    join("src", name),
  );
  return ["pom.xml", ...sources].every((name) => statSync(join(folder, name)).mtimeMs < built);
}

function buildTantivy(folder: string, log: (line: string) => void): Command {
  if (!runs("cargo", ["--version"])) return { missing: "cargo is not installed" };
  log("building the Tantivy peer");
  const build = spawnSync("cargo", ["build", "--release", "--locked", "--quiet"], { cwd: folder, encoding: "utf8" });
  if (build.status !== 0) return { missing: `cargo could not build it: ${errorLine(build.stderr)}` };
  return [join(folder, "target", "release", "tantivy-peer")];
}

/** JAVA_HOME, the `java` on the path, and the folders where systems and version tools put JDKs. */
function newestJdk(): Jdk | undefined {
  const homes = [process.env["JAVA_HOME"], javaHomeOnPath()].filter((home) => home !== undefined && home !== "");
  const macos = "/Library/Java/JavaVirtualMachines";
  const folders = ["/usr/lib/jvm", "/opt", macos, join(homedir(), ".sdkman/candidates/java"), join(homedir(), ".jdks")];
  for (const folder of folders.filter((one) => existsSync(one))) {
    for (const name of readdirSync(folder)) {
      homes.push(folder === macos ? join(folder, name, "Contents", "Home") : join(folder, name));
    }
  }
  const found = homes.flatMap((home): Jdk[] => {
    // A runtime without the compiler is no use here.
    if (!existsSync(join(home!, "bin", "javac"))) return [];
    const { stderr, stdout } = spawnSync(join(home!, "bin", "javac"), ["-version"], { encoding: "utf8" });
    const release = /javac (\d+)/u.exec(stdout + stderr)?.[1];
    return release === undefined ? [] : [{ home: home!, release: Number(release) }];
  });
  return found.sort((a, b) => b.release - a.release)[0];
}

function javaHomeOnPath(): string | undefined {
  const { stderr } = spawnSync("java", ["-XshowSettings:properties", "-version"], { encoding: "utf8" });
  return /java\.home = (.+)/u.exec(stderr ?? "")?.[1]?.trim();
}

function runs(command: string, parameters: readonly string[]): boolean {
  return spawnSync(command, parameters, { stdio: "ignore" }).status === 0;
}

function errorLine(output: string): string {
  const lines = output.trim().split("\n");
  return lines.find((line) => /error/iu.test(line)) ?? lines.at(-1) ?? "no output";
}

function once(work: () => Command): () => Command {
  let result: Command | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
