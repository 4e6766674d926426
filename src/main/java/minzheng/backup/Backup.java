package minzheng.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import minzheng.backup.Catalogue.Found;
import minzheng.backup.Manifest.Table;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the whole database as it stood at one moment into one file, while people go on working.
 * The file has its name only when it is whole; until then it is {@code FILE.part}.
 */
final class Backup {
  private static final int TRIES = 5;

  /** A table went away between being seen and being read; the moment is chosen anew. */
  private static final class Moved extends Exception {}

  private final Owner owner;
  private final Clock clock;

  Backup(Owner owner, Clock clock) {
    this.owner = owner;
    this.clock = clock;
  }

  /**
   * Makes the backup.
   *
   * @param file does not exist yet, in a folder that does
   * @throws BackupRefused with the reason; no file is left behind
   */
  Manifest write(Path file) {
    if (Files.exists(file))
      throw new BackupRefused("The file %s exists already; nothing was written.".formatted(file));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      for (int i = 1; ; i++) {
        Files.deleteIfExists(part);
        try (var channel = create(part)) {
          var manifest = pack(channel);
          channel.force(true);
          Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
          return manifest;
        } catch (Moved e) {
          if (i == TRIES)
            throw new BackupRefused("Tables are being made and dropped all the time; try later.");
        }
      }
    } catch (SQLException e) {
      throw new BackupRefused("The database cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupRefused("The file %s cannot be written: %s".formatted(file, e), e);
    } finally {
      deleteQuietly(part);
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // what kept it from being written is said already
    }
  }

  /** Readable by the account that makes it and nobody else. */
  private static FileChannel create(Path part) throws IOException {
    boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] alone =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(
        part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), alone);
  }

  private Manifest pack(FileChannel channel) throws SQLException, IOException, Moved {
    var buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    try (var connection = owner.connect()) {
      var zip = new ZipOutputStream(buffered, StandardCharsets.UTF_8);
      zip.setLevel(Deflater.BEST_SPEED);
      var manifest = read(connection, zip);
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(manifest));
      zip.closeEntry();
      zip.finish();
      buffered.flush();
      return manifest;
    }
  }

  /**
   * Locks before the snapshot, so that nothing of it can be dropped or emptied. A lock on a draft's
   * partition would keep the draft from being made anew, and everybody else from reading while it
   * waits: partitions are read first and their locks given back.
   */
  private Manifest read(Connection connection, ZipOutputStream zip)
      throws SQLException, IOException, Moved {
    var catalogue = new Catalogue(connection);
    if (catalogue.migrations().isEmpty())
      throw new BackupRefused("This database holds nothing of the product; nothing was written.");
    var before = catalogue.tables();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    lock(connection, before.stream().filter(f -> f.table().partition() == null).toList());
    var madeAt = clock.instant(); // the next statement takes the snapshot
    var found = catalogue.tables();
    if (!ids(found).equals(ids(before))) throw new Moved();
    var tables = new ArrayList<Table>();
    for (Found f : found) if (f.table().partition() != null) tables.add(leaf(connection, f, zip));
    for (Found f : found) if (f.table().partition() == null) tables.add(rows(connection, f, zip));
    var migrations = catalogue.migrations();
    return new Manifest(
        Manifest.FORMAT,
        product(),
        catalogue.server(),
        madeAt,
        migrations.getLast(),
        migrations,
        tables,
        catalogue.sequences(),
        catalogue.trail());
  }

  private static Set<Long> ids(List<Found> found) {
    return found.stream().map(Found::id).collect(Collectors.toSet());
  }

  private static void lock(Connection connection, List<Found> tables) throws SQLException, Moved {
    String names =
        tables.stream().map(f -> Rows.quote(f.table().name())).collect(Collectors.joining(", "));
    try (var statement = connection.createStatement()) {
      statement.execute(
          "LOCK TABLE ONLY " + names.replace(", ", ", ONLY ") + " IN ACCESS SHARE MODE");
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState())) throw new Moved(); // dropped meanwhile
      throw e;
    }
  }

  private static Table leaf(Connection connection, Found found, ZipOutputStream zip)
      throws SQLException, IOException, Moved {
    var before = connection.setSavepoint();
    lock(connection, List.of(found));
    if (!new Catalogue(connection).same(found)) throw new Moved();
    var table = rows(connection, found, zip);
    connection.rollback(before); // gives the lock back
    return table;
  }

  private static Table rows(Connection connection, Found found, ZipOutputStream zip)
      throws SQLException, IOException {
    zip.putNextEntry(new ZipEntry(found.table().entry()));
    var out = new BufferedOutputStream(zip, 1 << 16);
    var content = Rows.out(connection, found.table(), out);
    out.flush();
    zip.closeEntry();
    return found.table().with(content);
  }

  private static String product() {
    return Optional.ofNullable(Backup.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
