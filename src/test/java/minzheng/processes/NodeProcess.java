package minzheng.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import minzheng.HttpBrowser;

/**
 * One node of the product in a JVM of its own, told what to do by the environment that
 * docker-compose.yml gives its nodes.
 */
public final class NodeProcess {
  private final String name;
  private final Path log;
  private final Map<String, String> environment;
  private final List<String> options;
  private final boolean pages;
  private final int port = Processes.freePort();
  private final int managementPort = Processes.freePort();
  private List<String> jvm = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private String beside = "";
  private String main = "minzheng.MinzhengApplication";
  private Process process;
  private int said; // lines of earlier starts
  private ProductArchive archive = ProductArchive.ofBuild();

  /**
   * A node that is not started yet.
   *
   * @param environment as in docker-compose.yml; ports are added
   * @param options further settings, such as {@code --minzheng.drain=1s}
   */
  public NodeProcess(String name, Map<String, String> environment, String... options) {
    this(name, environment, true, options);
  }

  private NodeProcess(
      String name, Map<String, String> environment, boolean pages, String... options) {
    this.name = name;
    this.pages = pages;
    this.log = Path.of("target", "nodes", name + ".log");
    this.environment = new TreeMap<>(environment);
    this.environment.put("SERVER_PORT", "" + port);
    this.environment.put("MANAGEMENT_PORT", "" + managementPort);
    this.options = List.of(options);
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A worker that is not started yet: it opens no port and does background work only. */
  public static NodeProcess worker(
      String name, Map<String, String> environment, String... options) {
    var worker = new NodeProcess(name, environment, false, options);
    worker.environment.put("MINZHENG_WEB", "none");
    return worker;
  }

  /** Other options of the JVM than the tests' small ones, and classes as they lie. */
  public NodeProcess jvm(String... options) {
    jvm = List.of(options);
    archive = null;
    return this;
  }

  /** A folder of classes that stands beside the product on its class path. */
  public NodeProcess beside(Path classes) {
    beside = File.pathSeparator + classes;
    return this;
  }

  /** Another application on the same class path, to compare with. */
  public NodeProcess running(String mainClass) {
    main = mainClass;
    return this;
  }

  /** Starts the JVM; {@link #awaitReady} waits for it. */
  public NodeProcess start() {
    return start(false);
  }

  /** Starts a command, which does its work and ends, and minds that it ended well. */
  public void run(Duration limit) {
    start(true);
    Processes.await(limit, () -> !alive(), () -> name + " is not done:\n" + tail());
    if (process.exitValue() != 0) throw new AssertionError(name + " has failed:\n" + tail());
    if (archive != null) archive.keep();
  }

  private NodeProcess start(boolean ends) {
    var command = new ArrayList<String>();
    // the tests of the one context, which take turns, are the longer lane and go first
    if (archive != null) command.addAll(List.of("nice", "-n", "8"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("--enable-native-access=ALL-UNNAMED");
    if (archive != null) command.addAll(ends ? archive.recording() : archive.options());
    String classPath = (archive == null ? productClassPath() : archive.jars()) + beside;
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(options);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    said = Files.exists(log) ? log().size() : 0;
    process = Processes.start(builder, log);
    return this;
  }

  /** The tests' class path without the tests. */
  private static String productClassPath() {
    return ProductArchive.classPath()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  public NodeProcess awaitReady() {
    Processes.await(
        Duration.ofSeconds(300),
        () -> {
          if (!alive()) throw new AssertionError(name + " has ended:\n" + tail());
          return pages ? status("/readyz") == 200 : started();
        },
        () -> name + " does not become ready:\n" + tail());
    return this;
  }

  private boolean started() {
    return log().stream().skip(said).anyMatch(line -> line.contains("\"message\":\"Ready\""));
  }

  /** The status of an address of the public port, 0 while nothing answers. */
  public int status(String path) {
    try {
      return new HttpBrowser(port).get(path).statusCode();
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  public void kill() {
    process.destroyForcibly();
    Processes.awaitEnd(process);
  }

  /** SIGTERM, as an operator or container engine stops a node. */
  public void terminate() {
    process.destroy();
  }

  public void awaitEnd() {
    Processes.awaitEnd(process);
  }

  /** Everything the node has said so far, over all its starts. */
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    var lines = log();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }
}
