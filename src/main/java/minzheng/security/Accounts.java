package minzheng.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 账号: who may sign in, with which duties, for which area. */
@Service
public class Accounts implements UserDetailsService {
  private static final int SHORTEST_PASSWORD = 10;
  private static final String SELECT =
      """
      SELECT a.*, (SELECT coalesce(string_agg(role, ','), '') FROM account_role r
                   WHERE r.account_id = a.id) AS role_names
      FROM account a
      """;

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Audit audit;
  private final Clock clock;
  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  Accounts(
      JdbcClient jdbc,
      PasswordEncoder passwords,
      Audit audit,
      Clock clock,
      FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
    this.sessions = sessions;
  }

  /** An account as the pages show it; {@code version} guards against a stale edit. */
  public record Account(
      long id,
      String username,
      String name,
      String region,
      String officeName,
      String phone,
      boolean enabled,
      boolean mustChange,
      Instant lockedUntil,
      Instant lastSignIn,
      int version,
      Set<Role> roles) {
    public String roleLabels() {
      return roles.stream().sorted().map(Role::label).collect(Collectors.joining("、"));
    }
  }

  /** What an administrator enters for an account. */
  public record Entry(
      String username,
      String name,
      String region,
      String officeName,
      String phone,
      Set<Role> roles) {}

  @Override
  @Transactional(readOnly = true)
  public CurrentUser loadUserByUsername(String username) {
    record Row(Account account, String hash) {}
    var row =
        jdbc.sql(SELECT + " WHERE lower(username) = lower(?)")
            .param(username.strip())
            .query((rs, i) -> new Row(account(rs), rs.getString("password_hash")))
            .optional()
            .orElseThrow(() -> new UsernameNotFoundException(username));
    var a = row.account();
    return new CurrentUser(
        a.id(),
        a.username(),
        a.name(),
        a.region(),
        a.officeName(),
        a.roles(),
        a.mustChange(),
        a.enabled(),
        a.lockedUntil() != null && a.lockedUntil().isAfter(clock.instant()),
        row.hash());
  }

  /** An account inside the administrator's own area. */
  @Transactional(readOnly = true)
  public Account get(long id, CurrentUser administrator) {
    return jdbc.sql(SELECT + " WHERE id = ? AND starts_with(region, ?)")
        .param(id)
        .param(administrator.region())
        .query((rs, i) -> account(rs))
        .optional()
        .orElseThrow(() -> new NotFound("账号"));
  }

  /** Accounts of an area whose name, username or office contains the text, by username. */
  @Transactional(readOnly = true)
  public List<Account> list(String region, String text, Role role, String after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                WHERE starts_with(region, :region) AND username > :after
                  AND (:text = '' OR strpos(username || ' ' || name || ' ' || office_name, :text) > 0)
                  AND (:role = '' OR EXISTS (SELECT FROM account_role r
                                             WHERE r.account_id = a.id AND r.role = :role))
                ORDER BY username LIMIT :limit
                """)
        .param("region", region)
        .param("text", text == null ? "" : text.strip())
        .param("role", role == null ? "" : role.name())
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((rs, i) -> account(rs))
        .list();
  }

  /** The first administrator and the demo city create accounts without a signed-in person. */
  @Transactional
  public long create(Entry entry, String password, boolean mustChange) {
    check(entry);
    try {
      long id =
          jdbc.sql(
                  """
                  INSERT INTO account (username, name, password_hash, region, office_name, phone,
                                       must_change, created_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                  """)
              .params(
                  entry.username().strip(),
                  entry.name().strip(),
                  passwords.encode(password),
                  entry.region(),
                  entry.officeName().strip(),
                  entry.phone(),
                  mustChange,
                  Timestamp.from(clock.instant()))
              .query(Long.class)
              .single();
      setRoles(id, entry.roles());
      audit.write("新增", "账号", id, entry.region(), null, null, facts(entry));
      return id;
    } catch (DuplicateKeyException e) {
      throw new RuleViolation("username", "这个登录名已经有人使用，请换一个");
    }
  }

  /** Changes an account and ends its sessions, so that the new duties hold at once. */
  @Transactional
  public void change(long id, int version, Entry entry, CurrentUser administrator) {
    check(entry);
    var before = get(id, administrator);
    if (id == administrator.accountId() && !entry.roles().contains(Role.SYSTEM_ADMIN))
      throw new RuleViolation("roles", "不能取消自己的系统管理员权限，请由另一位管理员办理");
    int updated =
        jdbc.sql(
                """
                UPDATE account SET name = ?, region = ?, office_name = ?, phone = ?,
                                   version = version + 1
                WHERE id = ? AND version = ?
                """)
            .params(
                entry.name().strip(),
                entry.region(),
                entry.officeName().strip(),
                entry.phone(),
                id,
                version)
            .update();
    if (updated == 0) throw new RuleViolation(null, "这个账号刚刚被其他人修改，请重新打开后再改");
    setRoles(id, entry.roles());
    audit.write("修改", "账号", id, entry.region(), null, facts(before), facts(entry));
    endSessions(before.username());
  }

  @Transactional
  public void setEnabled(long id, boolean enabled, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    if (id == administrator.accountId()) throw new RuleViolation(null, "不能停用自己的账号");
    requireReason(reason);
    jdbc.sql("UPDATE account SET enabled = ?, version = version + 1 WHERE id = ?")
        .params(enabled, id)
        .update();
    audit.write(enabled ? "启用" : "停用", "账号", id, account.region(), reason, null, null);
    if (!enabled) endSessions(account.username());
  }

  /** Opens a locked account before its time. */
  @Transactional
  public void unlock(long id, CurrentUser administrator) {
    var account = get(id, administrator);
    jdbc.sql("UPDATE account SET failures = 0, locked_until = NULL WHERE id = ?")
        .param(id)
        .update();
    audit.write("解锁", "账号", id, account.region());
  }

  /** Sets a password that the person must change at the next sign-in. */
  @Transactional
  public void resetPassword(long id, String password, CurrentUser administrator) {
    var account = get(id, administrator);
    checkPassword(password);
    setPassword(id, password, true);
    audit.write("重置密码", "账号", id, account.region());
    endSessions(account.username());
  }

  /** A person changes their own password. */
  @Transactional
  public void changePassword(CurrentUser user, String current, String wanted, String repeated) {
    String hash =
        jdbc.sql("SELECT password_hash FROM account WHERE id = ?")
            .param(user.accountId())
            .query(String.class)
            .single();
    if (!passwords.matches(current, hash)) throw new RuleViolation("current", "当前密码不正确");
    checkPassword(wanted);
    if (wanted.equals(current)) throw new RuleViolation("wanted", "新密码不能与当前密码相同");
    if (!wanted.equals(repeated)) throw new RuleViolation("repeated", "两次输入的新密码不一致");
    setPassword(user.accountId(), wanted, false);
    audit.write("修改密码", "账号", user.accountId(), user.region());
    endSessions(user.getUsername());
  }

  /** Open sessions of an account, newest first. */
  public List<SignedIn> sessions(String username) {
    return sessions.findByPrincipalName(username).values().stream()
        .map(s -> new SignedIn(s.getId(), s.getCreationTime(), s.getLastAccessedTime()))
        .sorted(java.util.Comparator.comparing(SignedIn::lastSeen).reversed())
        .toList();
  }

  /** An open session. */
  public record SignedIn(String id, Instant since, Instant lastSeen) {}

  /** An administrator ends one account's sessions. */
  @Transactional
  public void signOut(long id, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    requireReason(reason);
    endSessions(account.username());
    audit.write("强制退出", "账号", id, account.region(), reason, null, null);
  }

  /** Whether a username is taken, whatever the area. */
  @Transactional(readOnly = true)
  public boolean exists(String username) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM account WHERE lower(username) = lower(?))")
        .param(username)
        .query(Boolean.class)
        .single();
  }

  boolean any() {
    return jdbc.sql("SELECT EXISTS (SELECT FROM account)").query(Boolean.class).single();
  }

  /** Counts a wrong password and locks the account when there were too many. */
  @Transactional
  public void failed(String username, int allowed, Duration lock) {
    var now = clock.instant();
    jdbc.sql(
            """
            UPDATE account SET
              failures = CASE WHEN locked_until < :now THEN 1 ELSE failures + 1 END,
              locked_until = CASE WHEN locked_until < :now THEN NULL
                                  WHEN failures + 1 >= :allowed THEN :until ELSE locked_until END
            WHERE lower(username) = lower(:username)
            """)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lock)))
        .param("allowed", allowed)
        .param("username", username.strip())
        .update();
  }

  @Transactional
  public void succeeded(CurrentUser user) {
    jdbc.sql("UPDATE account SET failures = 0, locked_until = NULL, last_sign_in = ? WHERE id = ?")
        .params(Timestamp.from(clock.instant()), user.accountId())
        .update();
  }

  private void endSessions(String username) {
    sessions.findByPrincipalName(username).keySet().forEach(sessions::deleteById);
  }

  private void setPassword(long id, String password, boolean mustChange) {
    jdbc.sql(
            """
            UPDATE account SET password_hash = ?, must_change = ?, failures = 0,
                               locked_until = NULL, version = version + 1 WHERE id = ?
            """)
        .params(passwords.encode(password), mustChange, id)
        .update();
  }

  private void setRoles(long id, Set<Role> roles) {
    jdbc.sql("DELETE FROM account_role WHERE account_id = ?").param(id).update();
    for (Role role : roles)
      jdbc.sql("INSERT INTO account_role VALUES (?, ?)").params(id, role.name()).update();
  }

  private static void check(Entry entry) {
    if (entry.username() == null || !entry.username().strip().matches("[a-z][a-z0-9._-]{2,40}"))
      throw new RuleViolation("username", "登录名用 3 到 41 位小写字母、数字、点或横线，以字母开头");
    if (blank(entry.name())) throw new RuleViolation("name", "请填写姓名");
    if (blank(entry.region())) throw new RuleViolation("region", "请选择数据范围");
    if (blank(entry.officeName())) throw new RuleViolation("officeName", "请填写所在单位");
    if (entry.roles() == null || entry.roles().isEmpty())
      throw new RuleViolation("roles", "至少选择一项职责");
    if (entry.roles().contains(Role.AUDITOR) && entry.roles().size() > 1)
      throw new RuleViolation("roles", "审计员不能兼任其他职责");
    if (entry.roles().contains(Role.CASEWORKER) && entry.roles().contains(Role.APPROVER))
      throw new RuleViolation("roles", "经办人与审批人不能由同一账号兼任");
  }

  private static void checkPassword(String password) {
    if (password == null || password.length() < SHORTEST_PASSWORD)
      throw new RuleViolation("wanted", "密码至少 " + SHORTEST_PASSWORD + " 位");
  }

  private static void requireReason(String reason) {
    if (blank(reason)) throw new RuleViolation("reason", "请填写原因");
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static Map<String, ?> facts(Entry e) {
    return Map.of(
        "name", e.name(), "region", e.region(), "office", e.officeName(), "roles", e.roles());
  }

  private static Map<String, ?> facts(Account a) {
    return Map.of(
        "name", a.name(), "region", a.region(), "office", a.officeName(), "roles", a.roles());
  }

  private static Account account(java.sql.ResultSet rs) throws java.sql.SQLException {
    long id = rs.getLong("id");
    var roles = EnumSet.noneOf(Role.class);
    for (String role : rs.getString("role_names").split(","))
      if (!role.isEmpty()) roles.add(Role.valueOf(role));
    return new Account(
        id,
        rs.getString("username"),
        rs.getString("name"),
        rs.getString("region"),
        rs.getString("office_name"),
        rs.getString("phone"),
        rs.getBoolean("enabled"),
        rs.getBoolean("must_change"),
        instant(rs.getTimestamp("locked_until")),
        instant(rs.getTimestamp("last_sign_in")),
        rs.getInt("version"),
        roles);
  }

  private static Instant instant(Timestamp at) {
    return Optional.ofNullable(at).map(Timestamp::toInstant).orElse(null);
  }
}
