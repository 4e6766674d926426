package minzheng.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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
    return run(name, environment, false, options);
  }

  /** The same for a command that does a good part of what the product can: the archive is its. */
  public static Ended record(String name, Map<String, String> environment, String... options) {
    return run(name, environment, true, options);
  }

  private static Ended run(
      String name, Map<String, String> environment, boolean recorded, String... options) {
    var archive = ProductArchive.ofBuild();
    Path log = Path.of("target", "nodes", name + ".log");
    try {
      Files.deleteIfExists(log);
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(recorded ? archive.recording() : archive.options());
      command.addAll(List.of("-cp", archive.jars(), "minzheng.MinzhengApplication"));
      command.addAll(List.of(options));
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      var process = Processes.start(builder, log);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(name + " does not end:\n" + Files.readString(log));
      }
      if (recorded) archive.keep();
      return new Ended(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
