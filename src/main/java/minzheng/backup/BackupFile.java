package minzheng.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipFile;
import minzheng.backup.Manifest.Table;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup opened for reading: only one that is whole can be opened. */
final class BackupFile implements AutoCloseable {
  private final Path path;
  private final ZipFile zip;
  private final Manifest manifest;

  private BackupFile(Path path) throws IOException {
    this.path = path;
    zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    try {
      manifest = readManifest();
    } catch (RuntimeException | IOException e) {
      zip.close();
      throw e;
    }
  }

  /**
   * Opens it and reads every byte once against the manifest.
   *
   * @throws BackupRefused when it is not there, damaged, cut off, or of an unknown format
   */
  static BackupFile open(Path path) {
    if (!Files.isReadable(path))
      throw new BackupRefused("There is no readable file %s.".formatted(path));
    try {
      var file = new BackupFile(path);
      try {
        file.check();
        return file;
      } catch (RuntimeException | IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw damaged(path, e.getMessage(), e);
    }
  }

  private static BackupRefused damaged(Path path, String why, Exception cause) {
    return new BackupRefused(
        "The file %s is damaged or no backup (%s); nothing was restored."
            .formatted(path, String.valueOf(why).lines().findFirst().orElse("")),
        cause);
  }

  private Manifest readManifest() throws IOException {
    var json = JsonMapper.builder().build();
    try (var in = entry(Manifest.ENTRY)) {
      byte[] text = in.readAllBytes();
      int format = json.readTree(text).path("format").asInt(0);
      if (format != Manifest.FORMAT)
        throw new BackupRefused(
            "The file %s has format %d, this product reads format %d; nothing was restored."
                .formatted(path, format, Manifest.FORMAT));
      return json.readValue(text, Manifest.class);
    }
  }

  private void check() throws IOException {
    Set<String> wanted = new HashSet<>(Set.of(Manifest.ENTRY));
    for (Table table : manifest.tables()) {
      wanted.add(table.entry());
      var digest = RowDigest.sha256();
      long rows = 0;
      var buffer = new byte[1 << 16];
      try (var in = rows(table)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
          for (int i = 0; i < n; i++) if (buffer[i] == '\n') rows++;
        }
      }
      if (rows != table.content().rows()
          || !HexFormat.of().formatHex(digest.digest()).equals(table.content().sha256()))
        throw damaged(path, "table " + table.name() + " is not what was written", null);
    }
    var there = new HashSet<String>();
    zip.entries().asIterator().forEachRemaining(e -> there.add(e.getName()));
    if (!there.equals(wanted)) throw damaged(path, "tables and manifest differ", null);
  }

  Manifest manifest() {
    return manifest;
  }

  InputStream rows(Table table) throws IOException {
    return entry(table.entry());
  }

  private InputStream entry(String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) throw new IOException("without " + name);
    return new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
