package minzheng.jurisdiction;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The offices that handle cases: city bureau, district bureaus, street offices and townships. */
@Service
public class Offices {
  private static final String SELECT =
      "SELECT id, region, name, kind, valid_from, valid_to FROM office ";

  private final JdbcClient jdbc;

  Offices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Office> find(long id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(Office.class).optional();
  }

  /** The office of exactly this region: 510104 is 锦江区民政局. */
  public Optional<Office> of(String region) {
    return jdbc.sql(SELECT + "WHERE region = ? AND valid_to IS NULL ORDER BY id LIMIT 1")
        .param(region)
        .query(Office.class)
        .optional();
  }

  /** The offices of exactly these regions. */
  public List<Office> of(Collection<String> regions) {
    if (regions.isEmpty()) return List.of();
    return jdbc.sql(SELECT + "WHERE region IN (:regions) AND valid_to IS NULL ORDER BY region, id")
        .param("regions", regions)
        .query(Office.class)
        .list();
  }

  /** Offices in the region, the higher ones first. */
  public List<Office> inside(String prefix) {
    return jdbc.sql(
            SELECT + "WHERE region >= ? AND region < ? AND valid_to IS NULL ORDER BY region, id")
        .params(prefix, prefix + "~")
        .query(Office.class)
        .list();
  }
}
