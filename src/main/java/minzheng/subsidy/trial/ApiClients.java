package minzheng.subsidy.trial;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 接口客户端: programs of other bureaus that may call the API, each by a bearer token. */
@Service
public class ApiClients {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  ApiClients(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** A client; {@code revokedAt} is null while it may call. */
  public record ApiClient(
      long id, String name, String createdBy, Instant createdAt, Instant revokedAt) {}

  /**
   * Registers a client.
   *
   * @return its token, which is not kept and cannot be shown again
   */
  @Transactional
  public String create(String name, String by) {
    if (name == null || name.isBlank()) throw new RuleViolation("name", "请填写使用接口的单位和系统。");
    if (name.strip().length() > 100) throw new RuleViolation("name", "名称请控制在 100 字以内。");
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    insert(name.strip(), token, by);
    return token;
  }

  /** Registers a client with a token known beforehand, unless it is there: the demo city's. */
  @Transactional
  public void ensure(String name, String token, String by) {
    if (authenticate(token).isEmpty()) insert(name, token, by);
  }

  private void insert(String name, String token, String by) {
    long id =
        jdbc.sql(
                """
                INSERT INTO api_client (name, token_sha256, created_by, created_at)
                VALUES (?, ?, ?, ?) RETURNING id
                """)
            .params(name, hash(token), by, Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    audit.write("新增", "接口客户端", id, null, null, null, Map.of("name", name));
  }

  /** Its token is refused from now on. */
  @Transactional
  public void revoke(long id, String reason, String by) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写停用的原因。");
    int changed =
        jdbc.sql(
                """
                UPDATE api_client SET revoked_by = ?, revoked_at = ?
                WHERE id = ? AND revoked_at IS NULL
                """)
            .params(by, Timestamp.from(clock.instant()), id)
            .update();
    if (changed == 0) throw new NotFound("接口客户端");
    audit.write("停用", "接口客户端", id, null, reason, null, null);
  }

  /** All clients, those that may call first. */
  @Transactional(readOnly = true)
  public List<ApiClient> list() {
    return jdbc.sql(
            """
            SELECT id, name, created_by, created_at, revoked_at FROM api_client
            ORDER BY revoked_at DESC NULLS FIRST, name, id
            """)
        .query((row, i) -> client(row))
        .list();
  }

  /**
   * A client that may call.
   *
   * @throws NotFound also when it was revoked
   */
  @Transactional(readOnly = true)
  public ApiClient active(long id) {
    return list().stream()
        .filter(client -> client.id() == id && client.revokedAt() == null)
        .findFirst()
        .orElseThrow(() -> new NotFound("接口客户端"));
  }

  /** The client that holds the token. */
  @Transactional(readOnly = true)
  Optional<ApiClient> authenticate(String token) {
    return jdbc.sql(
            """
            SELECT id, name, created_by, created_at, revoked_at FROM api_client
            WHERE token_sha256 = ? AND revoked_at IS NULL
            """)
        .param(hash(token))
        .query((row, i) -> client(row))
        .optional();
  }

  private static ApiClient client(java.sql.ResultSet row) throws java.sql.SQLException {
    Timestamp revoked = row.getTimestamp("revoked_at");
    return new ApiClient(
        row.getLong("id"),
        row.getString("name"),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        revoked == null ? null : revoked.toInstant());
  }

  /** The token has 256 random bits: a plain hash cannot be searched through. */
  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
