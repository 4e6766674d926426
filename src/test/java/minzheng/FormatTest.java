package minzheng;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import minzheng.imports.HeapWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * All Java sources stand as google-java-format writes them. The formatter runs here because the
 * formatting plugins of Maven run in Maven's own, older JVM. {@code mvn test -Dtest=FormatTest
 * -Dformat=apply} rewrites the sources.
 */
@ResourceLock(HeapWatch.HEAP)
class FormatTest {
  @Test
  void sources_are_formatted() throws Exception {
    boolean apply = "apply".equals(System.getProperty("format"));
    var formatter = new Formatter();
    var unformatted = new ArrayList<Path>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        String wanted =
            formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(source));
        if (!source.equals(wanted)) {
          if (apply) Files.writeString(file, wanted);
          else unformatted.add(file);
        }
      }
    }
    assertThat(unformatted).as("run: mvn test -Dtest=FormatTest -Dformat=apply").isEmpty();
  }
}
