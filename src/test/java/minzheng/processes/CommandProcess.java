package minzheng.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command of the product in a JVM of its own: started, and ended by itself. */
public final class CommandProcess {
  private CommandProcess() {}

  /**
   * How it ended.
   *
   * @param exit its exit code
   * @param said everything on its standard and error output
   */
  public record Ended(int exit, String said) {}

  /** Runs the product with these options to its end. */
  public static Ended run(String name, Map<String, String> environment, String... options) {
    Path log = Path.of("target", "nodes", name + ".log");
    try {
      Files.deleteIfExists(log);
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("-cp", classPath(), "minzheng.MinzhengApplication"));
      command.addAll(List.of(options));
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      var process = Processes.start(builder, log);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(name + " does not end:\n" + Files.readString(log));
      }
      return new Ended(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The tests' class path without the tests. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
