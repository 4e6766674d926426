package minzheng.security;

import java.security.SecureRandom;
import java.util.Locale;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 密码: set at random by an administrator, chosen by the person at the next sign-in. */
@Service
public class Passwords {
  static final int SHORTEST = 10;

  /** Without signs that look alike, since the first password is read from paper or a screen. */
  private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;
  private final SignedInSessions sessions;
  private final Audit audit;

  Passwords(JdbcClient jdbc, PasswordEncoder encoder, SignedInSessions sessions, Audit audit) {
    this.jdbc = jdbc;
    this.encoder = encoder;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * A person changes their own password; all their sessions end, and they sign in anew.
   *
   * @throws RuleViolation (field current, wanted or repeated)
   */
  @Transactional
  public void change(CurrentUser user, String current, String wanted, String repeated) {
    String hash =
        jdbc.sql("SELECT password_hash FROM account WHERE id = ?")
            .param(user.accountId())
            .query(String.class)
            .single();
    if (current == null || !encoder.matches(current, hash))
      throw new RuleViolation("current", "当前密码不正确，请重新输入。");
    check(wanted, user.getUsername());
    if (wanted.equals(current)) throw new RuleViolation("wanted", "新密码不能与当前密码相同。");
    if (!wanted.equals(repeated)) throw new RuleViolation("repeated", "两次输入的新密码不一致，请重新输入。");
    set(user.accountId(), wanted, false);
    audit.write("修改密码", "账号", user.accountId(), user.region());
    sessions.end(user.getUsername());
  }

  /**
   * Long beats complicated; what contains the username or is one sign repeated is guessed first.
   */
  static void check(String wanted, String username) {
    if (wanted == null || wanted.length() < SHORTEST)
      throw new RuleViolation("wanted", "新密码至少 " + SHORTEST + " 位。");
    if (wanted.length() > 200) throw new RuleViolation("wanted", "新密码最多 200 位。");
    if (wanted.toLowerCase(Locale.ROOT).contains(username.toLowerCase(Locale.ROOT)))
      throw new RuleViolation("wanted", "新密码不能包含登录名。");
    if (wanted.chars().distinct().count() < 5)
      throw new RuleViolation("wanted", "新密码里不同的字符太少，请至少用 5 种字符。");
  }

  String hash(String password) {
    return encoder.encode(password);
  }

  /** 16 signs out of 31: 79 bits. */
  String random() {
    var password = new StringBuilder();
    for (int i = 0; i < 16; i++) password.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    return password.toString();
  }

  void set(long id, String password, boolean mustChange) {
    jdbc.sql(
            """
            UPDATE account SET password_hash = ?, must_change = ?, failures = 0,
                               locked_until = NULL, version = version + 1 WHERE id = ?
            """)
        .params(hash(password), mustChange, id)
        .update();
  }
}
