package minzheng.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where an account is signed in at the moment. */
@Service
public class SignedInSessions {
  /** Session attributes set at sign-in. */
  static final String ADDRESS = "minzheng.address";

  static final String BROWSER = "minzheng.browser";

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final Audit audit;

  SignedInSessions(FindByIndexNameSessionRepository<? extends Session> sessions, Audit audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * An open session.
   *
   * @param handle names it on pages; the id itself would let a reader take the session over
   * @param address from where it was opened
   * @param browser such as Edge 142 · Windows
   */
  public record SignedIn(
      String handle, Instant since, Instant lastSeen, String address, String browser) {}

  /** Open sessions of an account, the last used first. */
  public List<SignedIn> of(String username) {
    return sessions.findByPrincipalName(username).values().stream()
        .filter(s -> !s.isExpired())
        .map(
            s ->
                new SignedIn(
                    handle(s.getId()),
                    s.getCreationTime(),
                    s.getLastAccessedTime(),
                    s.getAttributeOrDefault(ADDRESS, ""),
                    s.getAttributeOrDefault(BROWSER, "")))
        .sorted(Comparator.comparing(SignedIn::lastSeen).reversed())
        .toList();
  }

  /** A person ends one of their own sessions. */
  @Transactional
  public void end(CurrentUser user, String handle) {
    String id =
        sessions.findByPrincipalName(user.getUsername()).keySet().stream()
            .filter(s -> handle(s).equals(handle))
            .findFirst()
            .orElseThrow(() -> new NotFound("登录"));
    sessions.deleteById(id);
    audit.write("退出其他登录", "账号", user.accountId(), user.region());
  }

  /** Ends all sessions of an account. */
  void end(String username) {
    sessions.findByPrincipalName(username).keySet().forEach(sessions::deleteById);
  }

  /** The handle of a session id. */
  public static String handle(String sessionId) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(sessionId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
