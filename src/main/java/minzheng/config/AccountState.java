package minzheng.config;

import java.time.Instant;
import minzheng.security.Account;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Whether an account can be signed in with. */
enum AccountState implements Labelled {
  ENABLED("启用", Tone.OK),
  LOCKED("已锁定", Tone.BAD),
  DISABLED("已停用", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  AccountState(String label, Tone tone) {
    this.label = label;
    this.tone = tone;
  }

  static AccountState of(Account account, Instant now) {
    if (!account.enabled()) return DISABLED;
    return account.lockedAt(now) ? LOCKED : ENABLED;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }
}
