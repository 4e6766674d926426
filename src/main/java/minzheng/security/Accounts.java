package minzheng.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 账号: who may sign in, with which duties, for which area. */
@Service
public class Accounts implements UserDetailsService {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final String SELECT =
      """
      SELECT a.*, (SELECT coalesce(string_agg(role, ','), '') FROM account_role r
                   WHERE r.account_id = a.id) AS role_names
      FROM account a
      """;

  private final JdbcClient jdbc;
  private final Passwords passwords;
  private final SignedInSessions sessions;
  private final Regions regions;
  private final Audit audit;
  private final Clock clock;

  Accounts(
      JdbcClient jdbc,
      Passwords passwords,
      SignedInSessions sessions,
      Regions regions,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.sessions = sessions;
    this.regions = regions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What an administrator enters for an account. */
  public record Entry(
      String username,
      String name,
      String region,
      String officeName,
      String phone,
      Set<Role> roles) {
    public String roleLabels() {
      return Role.labels(roles);
    }

    /** All that is wrong by itself, each at its field. */
    public List<RuleViolation> problems() {
      return AccountRules.problems(this);
    }
  }

  /** A new account with the password that is shown to the administrator once. */
  public record Opened(long id, String password) {}

  @Override
  @Transactional(readOnly = true)
  public CurrentUser loadUserByUsername(String username) {
    record Row(Account account, String hash) {}
    var row =
        jdbc.sql(SELECT + " WHERE lower(username) = lower(?)")
            .param(username.strip())
            .query((rs, i) -> new Row(Account.of(rs), rs.getString("password_hash")))
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
        a.lockedAt(clock.instant()),
        row.hash());
  }

  /**
   * An account inside the administrator's own area.
   *
   * @throws NotFound when there is none
   */
  @Transactional(readOnly = true)
  public Account get(long id, CurrentUser administrator) {
    return jdbc.sql(SELECT + " WHERE id = ? AND starts_with(region, ?)")
        .param(id)
        .param(administrator.region())
        .query((rs, i) -> Account.of(rs))
        .optional()
        .orElseThrow(() -> new NotFound("账号"));
  }

  /** Opens an account inside the administrator's area; its password must be changed at once. */
  @Transactional
  public Opened open(Entry entry, CurrentUser administrator) {
    refuseOutside(entry, administrator);
    String password = passwords.random();
    return new Opened(create(entry, password, true), password);
  }

  /** Accounts in use that hold a duty at exactly one of these areas, by name. */
  @Transactional(readOnly = true)
  public List<Account> holding(Role role, java.util.Collection<String> regions) {
    return jdbc.sql(
            SELECT
                + """
                WHERE a.enabled AND a.region IN (:regions)
                  AND EXISTS (SELECT FROM account_role r
                              WHERE r.account_id = a.id AND r.role = :role)
                ORDER BY a.name, a.id
                """)
        .param("regions", regions)
        .param("role", role.name())
        .query((rs, i) -> Account.of(rs))
        .list();
  }

  /** The first administrator and the demo city create accounts without a signed-in person. */
  @Transactional
  public long create(Entry entry, String password, boolean mustChange) {
    AccountRules.check(entry);
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
                  passwords.hash(password),
                  entry.region(),
                  entry.officeName().strip(),
                  entry.phone(),
                  mustChange,
                  Timestamp.from(clock.instant()))
              .query(Long.class)
              .single();
      setRoles(id, entry.roles());
      audit.write("新增", "账号", id, entry.region(), null, null, AccountRules.facts(entry));
      return id;
    } catch (DuplicateKeyException e) {
      throw new RuleViolation("username", "这个登录名已经有人使用，请换一个。");
    }
  }

  /**
   * Changes an account and ends its sessions, so that the new duties hold at once. The username
   * stays.
   *
   * @param version the version that was edited; when somebody saved in between, the refusal says
   *     who and when
   */
  @Transactional
  public void change(long id, int version, Entry entry, CurrentUser administrator) {
    AccountRules.check(entry);
    refuseOutside(entry, administrator);
    var before = get(id, administrator);
    if (id == administrator.accountId() && !entry.roles().contains(Role.SYSTEM_ADMIN))
      throw new RuleViolation("roles", "不能取消自己的系统管理员权限，请由另一位管理员办理。");
    int updated =
        jdbc.sql(
                """
                UPDATE account SET name = ?, region = ?, office_name = ?, phone = ?, changed_by = ?,
                                   changed_at = ?, version = version + 1
                WHERE id = ? AND version = ?
                """)
            .params(
                entry.name().strip(),
                entry.region(),
                entry.officeName().strip(),
                entry.phone(),
                administrator.name(),
                Timestamp.from(clock.instant()),
                id,
                version)
            .update();
    if (updated == 0) throw stale(get(id, administrator));
    setRoles(id, entry.roles());
    audit.write(
        "修改",
        "账号",
        id,
        entry.region(),
        null,
        AccountRules.facts(before),
        AccountRules.facts(entry));
    sessions.end(before.username());
  }

  /** Stops or restores sign-in; stopping ends the open sessions. */
  @Transactional
  public void setEnabled(long id, boolean enabled, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    if (id == administrator.accountId()) throw new RuleViolation(null, "不能停用自己的账号。");
    requireReason(reason);
    if (account.enabled() == enabled)
      throw new RuleViolation(null, "这个账号已经" + (enabled ? "启用" : "停用") + "，请刷新页面查看。");
    touch(id, "enabled = " + enabled, administrator);
    audit.write(
        enabled ? "启用" : "停用",
        "账号",
        id,
        account.region(),
        reason.strip(),
        Map.of("enabled", !enabled),
        Map.of("enabled", enabled));
    if (!enabled) sessions.end(account.username());
  }

  /** Opens a locked account before its time. */
  @Transactional
  public void unlock(long id, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    requireReason(reason);
    touch(id, "failures = 0, locked_until = NULL", administrator);
    audit.write("解锁", "账号", id, account.region(), reason.strip(), null, null);
  }

  /**
   * Sets a random password that must be changed at the next sign-in, and ends the open sessions.
   *
   * @return the password, to be shown once
   */
  @Transactional
  public String resetPassword(long id, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    requireReason(reason);
    if (id == administrator.accountId()) throw new RuleViolation(null, "自己的密码请在“修改密码”页更换。");
    String password = passwords.random();
    passwords.set(id, password, true);
    touch(id, "enabled = enabled", administrator);
    audit.write("重置密码", "账号", id, account.region(), reason.strip(), null, null);
    sessions.end(account.username());
    return password;
  }

  /** An administrator ends one account's sessions. */
  @Transactional
  public void signOut(long id, String reason, CurrentUser administrator) {
    var account = get(id, administrator);
    requireReason(reason);
    sessions.end(account.username());
    audit.write("强制退出", "账号", id, account.region(), reason.strip(), null, null);
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

  private void touch(long id, String change, CurrentUser administrator) {
    jdbc.sql(
            "UPDATE account SET "
                + change
                + ", changed_by = ?, changed_at = ?, version = version + 1 WHERE id = ?")
        .params(administrator.name(), Timestamp.from(clock.instant()), id)
        .update();
  }

  private RuleViolation stale(Account now) {
    return new RuleViolation(
        null,
        "您打开之后，%s于 %s 修改过这个账号。下面并列显示现在的内容和您填写的内容，核对后再保存。"
            .formatted(now.changedBy(), MINUTE.format(now.changedAt().atZone(clock.getZone()))));
  }

  private void setRoles(long id, Set<Role> roles) {
    jdbc.sql("DELETE FROM account_role WHERE account_id = ?").param(id).update();
    for (Role role : roles)
      jdbc.sql("INSERT INTO account_role VALUES (?, ?)").params(id, role.name()).update();
  }

  private void refuseOutside(Entry entry, CurrentUser administrator) {
    if (entry.region() == null || !entry.region().startsWith(administrator.region()))
      throw new RuleViolation("region", "数据范围应在您自己的辖区以内，请重新选择。");
    if (!regions.exists(entry.region())) throw new RuleViolation("region", "没有这个行政区划，请从列表中选择。");
  }

  private static void requireReason(String reason) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写原因。");
  }
}
