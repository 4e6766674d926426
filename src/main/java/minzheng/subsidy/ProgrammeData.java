package minzheng.subsidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The programmes the product brings along, one file each in {@code db/reference/programmes}. Loaded
 * by the owner when a file changes; versions that are absent are inserted, those that are there
 * stay.
 */
@Component
class ProgrammeData implements JavaMigration {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INSERT =
      """
      INSERT INTO programme (code, name, region, valid_from, valid_to, document, definition, status)
      VALUES (?, ?, ?, ?::date, ?::date, ?, ?::jsonb, 'PUBLISHED')
      ON CONFLICT DO NOTHING
      """;

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    try (PreparedStatement sql = context.getConnection().prepareStatement(INSERT)) {
      for (Resource file : files()) {
        JsonNode programme = JSON.readTree(file.getContentAsByteArray());
        for (JsonNode version : programme.get("versions")) {
          Programmes.parse(version.get("definition").toString());
          sql.setString(1, programme.get("code").asString());
          sql.setString(2, programme.get("name").asString());
          sql.setString(3, version.get("region").asString());
          sql.setString(4, version.get("from").asString());
          sql.setString(5, version.get("to").isNull() ? null : version.get("to").asString());
          sql.setString(6, version.get("document").asString());
          sql.setString(7, version.get("definition").toString());
          sql.addBatch();
        }
      }
      sql.executeBatch();
    }
  }

  private static Resource[] files() throws IOException {
    Resource[] files =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:db/reference/programmes/*.json");
    Arrays.sort(files, Comparator.comparing(Resource::getFilename));
    return files;
  }

  @Override
  public Integer getChecksum() {
    var crc = new CRC32();
    try {
      for (Resource file : files()) crc.update(file.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) crc.getValue();
  }

  /** None: repeated whenever the checksum changes. */
  @Override
  public MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "reference 40 programmes";
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }
}
