package minzheng.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The product as a jar with the JVM's archive of its loaded classes beside it, so that a test that
 * starts JVMs starts each in half of the time. Both are made once for a build, whichever tests
 * start JVMs and however many of them run at once: the jar by the first, the archive by the first
 * command that records it and ends.
 */
final class ProductArchive {
  private static final Path FOLDER = Path.of("target", "nodes").toAbsolutePath();
  private static ProductArchive ofBuild;

  private final List<Path> jars = new ArrayList<>();
  private final Path archive;
  private final Path own;

  /** The archive of the classes that are tested. */
  static synchronized ProductArchive ofBuild() {
    if (ofBuild == null)
      try {
        ofBuild = new ProductArchive();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    return ofBuild;
  }

  private ProductArchive() throws IOException {
    Files.createDirectories(FOLDER);
    List<Path> folders = classPath().filter(Files::isDirectory).toList();
    String name = "product-" + Integer.toHexString(state(folders));
    try (var files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        String other = file.getFileName().toString();
        if (other.startsWith("product-") && !other.startsWith(name)) Files.delete(file);
      }
    }
    Path jar = FOLDER.resolve(name + ".jar");
    own = FOLDER.resolve(name + "." + ProcessHandle.current().pid());
    archive = FOLDER.resolve(name + ".jsa");
    if (!Files.exists(jar)) {
      pack(folders);
      settle(jar);
    }
    jars.add(jar);
    classPath().filter(entry -> !Files.isDirectory(entry)).forEach(jars::add);
  }

  /** Another number when a class was compiled anew, a library or the JVM is another. */
  private static int state(List<Path> folders) throws IOException {
    int state = Objects.hash(System.getProperty("java.class.path"), Runtime.version());
    for (Path folder : folders)
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted().toList())
          state = Objects.hash(state, file, Files.getLastModifiedTime(file), Files.size(file));
      }
    return state;
  }

  private void pack(List<Path> folders) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(own))) {
      out.setLevel(Deflater.NO_COMPRESSION); // most of it are fonts
      for (Path root : folders)
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

  /** Who comes first gives the file its name: an archive is for one jar and its date alone. */
  private void settle(Path name) throws IOException {
    try {
      Files.createLink(name, own);
    } catch (FileAlreadyExistsException e) {
      // that of the other is as good
    } finally {
      Files.delete(own);
    }
  }

  /** The JVM says nothing of its own: tests read every line of the product's log. */
  List<String> options() {
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
        : List.of();
  }

  /** For a JVM that ends by itself; {@link #keep} must follow. */
  List<String> recording() {
    return Files.exists(archive)
        ? options()
        : List.of("-XX:ArchiveClassesAtExit=" + own, "-Xlog:disable");
  }

  /** Keeps what such a JVM has recorded, if it has. */
  void keep() {
    try {
      if (Files.exists(own)) settle(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String jars() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The tests' class path without the tests. */
  static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> !entry.endsWith("test-classes"));
  }
}
