package minzheng.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * The product as a jar with the JVM's archive of its loaded classes beside it, so that a test that
 * starts many JVMs starts each in half of the time. The first JVM writes the archive when it ends.
 */
public final class ProductArchive {
  private static final Path FOLDER = Path.of("target", "nodes").toAbsolutePath();

  private final Path jar = FOLDER.resolve("product.jar");
  private final Path archive = FOLDER.resolve("product.jsa");

  /** Packs the product anew. */
  public ProductArchive() {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(archive);
      pack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pack() throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(1);
      for (String folder : classPath().filter(Files::isDirectory).map(Path::toString).toList()) {
        Path root = Path.of(folder);
        try (var files = Files.walk(root)) {
          for (Path file : files.filter(f -> !f.equals(root)).toList()) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            boolean leaf = Files.isRegularFile(file);
            out.putNextEntry(new JarEntry(leaf ? name : name + "/")); // Spring scans by folders
            if (leaf) Files.copy(file, out);
          }
        }
      }
    }
  }

  String options() {
    return Files.exists(archive)
        ? "-XX:SharedArchiveFile=" + archive
        : "-XX:ArchiveClassesAtExit=" + archive;
  }

  String jars() {
    return jar
        + File.pathSeparator
        + classPath()
            .filter(entry -> !Files.isDirectory(entry))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** The tests' class path without the tests. */
  static java.util.stream.Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> !entry.endsWith("test-classes"));
  }
}
