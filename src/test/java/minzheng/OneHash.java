package minzheng;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The tests' thousands of accounts have one password, whose hash is made once: each costs a tenth
 * of a second by design. Comparing at sign-in stays as it is.
 */
@TestComponent
public class OneHash implements BeanPostProcessor {
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof PasswordEncoder encoder ? new Remembering(encoder) : bean;
  }

  private static final class Remembering implements PasswordEncoder {
    private final PasswordEncoder encoder;
    private final Map<String, String> made = new ConcurrentHashMap<>();

    Remembering(PasswordEncoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public String encode(CharSequence password) {
      return made.computeIfAbsent(password.toString(), encoder::encode);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      return encoder.matches(password, hash);
    }

    @Override
    public boolean upgradeEncoding(String hash) {
      return encoder.upgradeEncoding(hash);
    }
  }
}
